import { describe, expect, it } from 'vitest'
import { directionOf } from '#shared/domain/index.ts'
import { warehouse, type WarehouseEvent } from '#shared/domain/warehouse/index.ts'
import { scenario } from '#test/support/scenario.ts'

const { given } = scenario(warehouse)
const registered: WarehouseEvent = {
  type: 'WarehouseRegistered',
  data: {
    warehouse: 'WH1',
    name: 'Main',
    negativeStock: 'refuse',
    reasons: [{ reason: 'lost', text: 'Lost' }],
  },
}
const bins = (...addresses: string[]): WarehouseEvent => ({
  type: 'BinsRegistered',
  data: { warehouse: 'WH1', bins: addresses.map((bin) => ({ bin })) },
})

describe('a new warehouse', () => {
  it('refuses negative stock and has five reason codes', () => {
    given()
      .when({ type: 'RegisterWarehouse', warehouse: 'WH1', name: 'Main' })
      .thenEvents({
        type: 'WarehouseRegistered',
        data: {
          warehouse: 'WH1',
          name: 'Main',
          negativeStock: 'refuse',
          reasons: [
            { reason: 'damaged', text: 'Damaged' },
            { reason: 'expired', text: 'Expired' },
            { reason: 'lost', text: 'Lost' },
            { reason: 'found', text: 'Found' },
            { reason: 'correction', text: 'Correction' },
          ],
        },
      })
  })

  it('is registered once', () => {
    given(registered)
      .when({ type: 'RegisterWarehouse', warehouse: 'WH1', name: 'Main' })
      .thenRefused('already-registered')
  })
})

describe('bins', () => {
  it('are registered one by one, each once', () => {
    given(registered).when({ type: 'RegisterBin', bin: 'A-1' }).thenEvents(bins('A-1'))
    given(registered, bins('A-1'))
      .when({ type: 'RegisterBin', bin: 'A-1' })
      .thenRefused('already-registered', { bin: 'A-1' })
  })

  it('are registered many at once, those already there being passed over', () => {
    given(registered, bins('A-1'))
      .when({ type: 'RegisterBins', bins: [{ bin: 'A-1' }, { bin: 'A-2' }] })
      .thenEvents(bins('A-2'))
  })

  it('need a warehouse', () => {
    given().when({ type: 'RegisterBin', bin: 'A-1' }).thenRefused('warehouse-unknown')
  })

  it('may be named like what every object inherits', () => {
    given(registered)
      .when({ type: 'RegisterBin', bin: 'constructor' })
      .thenEvents(bins('constructor'))
  })
})

describe('reason codes', () => {
  it('have a direction that is said, or else told by their code', () => {
    const of = (reason: string) => directionOf({ reason })
    expect(['found', 'correction-up'].map(of)).toEqual(['in', 'in'])
    expect(['damaged', 'expired', 'lost', 'correction-down'].map(of)).toEqual([
      'out',
      'out',
      'out',
      'out',
    ])
    expect(['correction', 'sample'].map(of)).toEqual(['either', 'either'])
    expect(directionOf({ reason: 'found', direction: 'either' })).toBe('either')
  })

  it('keep the direction that a supervisor gives them', () => {
    const out = { reason: 'sample', text: 'Sample', direction: 'out' } as const
    const changed = { reason: 'sample', direction: 'either' } as const
    given(registered)
      .when({ type: 'AddReasonCode', ...out })
      .thenEvents({ type: 'ReasonCodeAdded', data: { warehouse: 'WH1', ...out } })
    const added = { type: 'ReasonCodeAdded', data: { warehouse: 'WH1', ...out } } as const
    const turned = {
      type: 'ReasonDirectionChanged',
      data: { warehouse: 'WH1', ...changed },
    } as const
    given(registered, added)
      .when({ type: 'ChangeReasonDirection', ...changed })
      .thenEvents(turned)
    given(registered)
      .when({ type: 'ChangeReasonDirection', ...changed })
      .thenRefused('reason-unknown', { reason: 'sample' })
    const state = [registered, added, turned].reduce(warehouse.evolve, warehouse.initialState)
    expect(state).toMatchObject({ reasons: [{ reason: 'lost' }, { direction: 'either' }] })
  })

  it('are added and retired', () => {
    given(registered)
      .when({ type: 'RetireReasonCode', reason: 'lost' })
      .thenEvents({ type: 'ReasonCodeRetired', data: { warehouse: 'WH1', reason: 'lost' } })
    const { state } = given(registered, {
      type: 'ReasonCodeRetired',
      data: { warehouse: 'WH1', reason: 'lost' },
    })
    expect(state).toMatchObject({ reasons: [] })
  })

  it('are added once', () => {
    given(registered)
      .when({ type: 'AddReasonCode', reason: 'lost', text: 'Lost' })
      .thenRefused('already-registered', { reason: 'lost' })
  })
})

describe('deciding again after others changed the warehouse', () => {
  it('is no conflict when several terminals set the same warehouse up before they met', () => {
    given(registered)
      .whenRebased({ type: 'RegisterWarehouse', warehouse: 'WH1', name: 'Main' })
      .thenSatisfied()
  })

  it('is no conflict when one of them was set up without a name for it', () => {
    given(registered)
      .whenRebased({ type: 'RegisterWarehouse', warehouse: 'WH1', name: 'WH1' })
      .thenSatisfied()
  })

  it('gives the warehouse the name that somebody chose where the first terminal had none', () => {
    const unnamed = { ...registered, data: { ...registered.data, name: 'WH1' } } as WarehouseEvent
    given(unnamed)
      .whenRebased({ type: 'RegisterWarehouse', warehouse: 'WH1', name: 'Main' })
      .thenEvents({ type: 'WarehouseRenamed', data: { warehouse: 'WH1', name: 'Main' } })
  })

  it('needs a person when they named it differently', () => {
    given(registered)
      .whenRebased({ type: 'RegisterWarehouse', warehouse: 'WH1', name: 'Depot' })
      .thenConflict('same-field-changed', { theirs: 'Main', yours: 'Depot' })
  })

  it('is no conflict when both registered the same bin', () => {
    given(registered, bins('A-1')).whenRebased({ type: 'RegisterBin', bin: 'A-1' }).thenSatisfied()
  })

  it('registers what is left of many bins', () => {
    given(registered, bins('A-1'))
      .whenRebased({ type: 'RegisterBins', bins: [{ bin: 'A-1' }, { bin: 'A-2' }] })
      .thenEvents(bins('A-2'))
  })

  it('needs a person when both changed the policy, to different ones', () => {
    const changed: WarehouseEvent = {
      type: 'NegativeStockPolicyChanged',
      data: { warehouse: 'WH1', policy: 'warn' },
    }
    given(registered, changed)
      .whenRebased({ type: 'ChangeNegativeStockPolicy', policy: 'refuse' }, { since: [changed] })
      .thenConflict('same-field-changed', { theirs: 'warn', yours: 'refuse' })
    given(registered, changed)
      .whenRebased({ type: 'ChangeNegativeStockPolicy', policy: 'warn' }, { since: [changed] })
      .thenSatisfied()
  })
})
