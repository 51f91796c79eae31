import { describe, it } from 'vitest'
import { operator, type OperatorEvent, type PinHash } from '#shared/domain/operator/index.ts'
import { scenario, someFacts } from '#test/support/scenario.ts'

const { given } = scenario(operator)
const registered: OperatorEvent = {
  type: 'OperatorRegistered',
  data: { operator: 'ana', name: 'Ana', role: 'operator' },
}
const boss: OperatorEvent = {
  type: 'OperatorRegistered',
  data: { operator: 'admin', name: 'Administrator', role: 'supervisor' },
}
const pin = (hash: string): PinHash => ({
  algorithm: 'scrypt',
  cost: 16_384,
  blockSize: 8,
  parallelization: 1,
  salt: 'c2FsdA==',
  hash,
})
const pinChanged = (hash: string): OperatorEvent => ({
  type: 'OperatorPinChanged',
  data: { operator: 'ana', pin: pin(hash) },
})
const ana = { operator: 'ana', role: 'operator' as const }

describe('people', () => {
  it('are registered by a supervisor', () => {
    given()
      .when({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
      .thenEvents(registered)
    given()
      .when({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' }, ana)
      .thenRefused('not-permitted')
  })

  it('are refused when registered twice, even after they left', () => {
    given(registered, { type: 'OperatorDeactivated', data: { operator: 'ana' } })
      .when({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
      .thenRefused('already-registered', { operator: 'ana' })
  })

  it('change nothing any more once deactivated', () => {
    given(registered, { type: 'OperatorDeactivated', data: { operator: 'ana' } })
      .when({ type: 'ChangeRole', operator: 'ana', role: 'supervisor' })
      .thenRefused('operator-inactive')
  })
})

describe('PINs', () => {
  it('are first chosen by their owner, once', () => {
    given(registered)
      .when({ type: 'ChoosePin', operator: 'ana', pin: pin('YQ==') }, ana)
      .thenEvents(pinChanged('YQ=='))
    given(registered, pinChanged('YQ=='))
      .when({ type: 'ChoosePin', operator: 'ana', pin: pin('Yg==') }, ana)
      .thenRefused('pin-already-chosen')
  })

  it('are given for once by a supervisor, for a day, and give way to one that is chosen', () => {
    const issue = { type: 'IssuePin', operator: 'ana', pin: pin('Yw==') } as const
    given(registered)
      .when(issue, { role: 'operator' })
      .thenRefused('not-permitted', { needs: 'supervisor' })
    const issued = {
      type: 'OperatorPinIssued',
      data: { operator: 'ana', pin: pin('Yw=='), expiresAt: '2026-01-03T03:04:05.000Z' },
    } as const
    given(registered, pinChanged('YQ=='))
      .when(issue, { acceptedAt: '2026-01-02T03:04:05Z' })
      .thenEvents(issued)
    // Of a clock that is an hour ahead.
    given(registered)
      .when(issue, { acceptedAt: '2026-01-02T04:04:05Z', clockOffset: 3_600_000 })
      .thenEvents(issued)
    const choose = { type: 'ChoosePin', operator: 'ana', pin: pin('YQ==') } as const
    given(registered, issued).when(choose, ana).thenEvents(pinChanged('YQ=='))
    given(registered, issued, pinChanged('YQ=='))
      .when(choose, ana)
      .thenRefused('pin-already-chosen')
  })

  it('are never first chosen by somebody else', () => {
    given(registered)
      .when({ type: 'ChoosePin', operator: 'ana', pin: pin('YQ==') })
      .thenRefused('not-permitted')
  })

  it('are changed by their owner or by a supervisor, and by nobody else', () => {
    const change = { type: 'ChangePin', operator: 'ana', pin: pin('Yg==') } as const
    given(registered).when(change, ana).thenEvents(pinChanged('Yg=='))
    given(registered).when(change).thenEvents(pinChanged('Yg=='))
    given(registered)
      .when(change, { operator: 'bob', role: 'operator' })
      .thenRefused('not-permitted')
  })
})

describe('the last supervisor', () => {
  it('stays one', () => {
    given(boss)
      .when({ type: 'DeactivateOperator', operator: 'admin' })
      .thenRefused('last-supervisor')
    given(boss)
      .when({ type: 'ChangeRole', operator: 'admin', role: 'operator' })
      .thenRefused('last-supervisor')
  })

  it('may go when there is another', () => {
    given(boss)
      .when({ type: 'DeactivateOperator', operator: 'admin' }, {}, { ...someFacts, supervisors: 2 })
      .thenEvents({ type: 'OperatorDeactivated', data: { operator: 'admin' } })
  })
})

describe('deciding again after others changed a person', () => {
  it('is no conflict when several terminals set up the same administrator', () => {
    given(boss)
      .whenRebased({
        type: 'RegisterOperator',
        operator: 'admin',
        name: 'Administrator',
        role: 'supervisor',
      })
      .thenSatisfied()
  })

  it('merges a new role with a new PIN', () => {
    const changed = pinChanged('YQ==')
    given(registered, changed)
      .whenRebased(
        { type: 'ChangeRole', operator: 'ana', role: 'supervisor' },
        { since: [changed] },
      )
      .thenEvents({ type: 'OperatorRoleChanged', data: { operator: 'ana', role: 'supervisor' } })
  })

  it('needs a person when two PINs were chosen', () => {
    const changed = pinChanged('YQ==')
    given(registered, changed)
      .whenRebased({ type: 'ChangePin', operator: 'ana', pin: pin('Yg==') }, { since: [changed] })
      .thenConflict('same-field-changed', { field: 'pin' })
  })
})
