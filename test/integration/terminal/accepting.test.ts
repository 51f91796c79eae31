import { describe, expect, it } from 'vitest'
import { createTerminal } from '#electron/terminal/index.ts'
import { asAdmin, openTerminal, stockedTerminal, stockOf, tempDir } from '#test/support/terminal.ts'

const pick = (quantity: number) =>
  ({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const

describe('accepting a command', () => {
  it('keeps intention, decision and read models, so that they are there after a restart', async () => {
    const dataDir = tempDir()
    const terminal = stockedTerminal({ dataDir })
    const outcome = asAdmin(terminal)(pick(3), { occurredAt: '2026-01-02T03:04:05Z' })
    expect(outcome).toMatchObject({
      outcome: 'accepted',
      events: [{ type: 'StockPicked', stream: 'stock-WH1.SKU-1', data: { quantity: 3 } }],
    })
    await terminal.close()
    const again = openTerminal({ dataDir })
    expect(stockOf(again, 'A-1')).toEqual({ confirmed: 0, effective: 7 })
    const last = again.store.outbox.tail('stock-WH1.SKU-1').at(-1)
    expect(last).toMatchObject({
      command: pick(3),
      operator: 'admin',
      occurredAt: '2026-01-02T03:04:05Z',
      state: 'pending',
      decided: { base: -1, applies: true },
    })
    expect(last?.decided.events[0]?.metadata).toMatchObject({
      intention: outcome.id,
      terminal: 'T1',
      sequence: last?.sequence,
      schemaVersion: 1,
    })
    expect(asAdmin(again)(pick(8))).toMatchObject({ code: 'insufficient-stock' })
  })

  it('answers the same id with the first outcome, accepted or refused, and does nothing twice', () => {
    const terminal = stockedTerminal()
    const id = '5b6d9c1e-8f0a-4b53-9d4e-2a1f3c5d7e90'
    const first = asAdmin(terminal)(pick(4), { id })
    expect(asAdmin(terminal)(pick(4), { id })).toEqual(first)
    expect(stockOf(terminal, 'A-1').effective).toBe(6)

    const refusedId = '6b6d9c1e-8f0a-4b53-9d4e-2a1f3c5d7e91'
    const refused = asAdmin(terminal)(pick(7), { id: refusedId })
    expect(refused).toMatchObject({ id: refusedId, code: 'insufficient-stock' })
    asAdmin(terminal)({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 50 })
    expect(asAdmin(terminal)(pick(7), { id: refusedId })).toEqual(refused)
  })

  it('refuses people it does not know or who have left', () => {
    const terminal = stockedTerminal()
    const as = (operator: string) => terminal.execute({ command: pick(1), operator })
    expect(as('nobody')).toMatchObject({ outcome: 'refused', code: 'operator-unknown' })
    const admin = asAdmin(terminal)
    admin({ type: 'RegisterOperator', operator: 'eve', name: 'Eve', role: 'operator' })
    expect(as('eve')).toMatchObject({ outcome: 'accepted' })
    admin({ type: 'DeactivateOperator', operator: 'eve' })
    expect(as('eve')).toMatchObject({ outcome: 'refused', code: 'operator-inactive' })
  })

  it('numbers intentions without a gap, whatever is refused in between', () => {
    const terminal = stockedTerminal()
    const before = terminal.store.outbox.lastSequence()
    asAdmin(terminal)(pick(1))
    asAdmin(terminal)(pick(999))
    asAdmin(terminal)(pick(1))
    expect(terminal.store.outbox.lastSequence()).toBe(before + 2)
    expect(terminal.store.outbox.find(before + 1)?.command).toEqual(pick(1))
  })

  it('decides a batch in order, each command seeing those before it, a refusal not stopping the rest', () => {
    const terminal = stockedTerminal({}, 5)
    const outcomes = terminal.executeMany(
      [pick(3), pick(3), pick(2)].map((command) => ({ command, operator: 'admin' })),
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused', 'accepted'])
    expect(stockOf(terminal, 'A-1').effective).toBe(0)
  })

  it('undoes all of a batch that may only happen as a whole, in memory as on disk', () => {
    const terminal = stockedTerminal({}, 5)
    const outcomes = terminal.executeAllOrNothing(
      [pick(3), pick(3)].map((command) => ({ command, operator: 'admin' })),
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused'])
    expect(stockOf(terminal, 'A-1').effective).toBe(5)
    expect(asAdmin(terminal)(pick(5))).toMatchObject({ outcome: 'accepted' })
  })

  it('tells listeners what has changed, many changes at once', async () => {
    const terminal = stockedTerminal()
    const told = new Promise<readonly string[]>((resolve) => {
      terminal.subscribe(resolve)
    })
    asAdmin(terminal)(pick(1))
    asAdmin(terminal)({ type: 'RegisterBin', bin: 'C-1' })
    expect([...(await told)].toSorted()).toEqual(
      expect.arrayContaining(['outbox', 'stock', 'warehouse']),
    )
  })
})

describe('setting a terminal up', () => {
  it('makes warehouse, first supervisor and terminal known, and is content to be asked again', async () => {
    const dataDir = tempDir()
    const terminal = createTerminal({ dataDir })
    const setup = { terminal: 'T1', warehouse: 'WH1', warehouseName: 'North' }
    expect(terminal.initialise(setup)).toEqual({ outcome: 'done' })
    expect(terminal.store.outbox.lastSequence()).toBe(3)
    await terminal.close()
    const again = openTerminal({ dataDir })
    expect(again.initialise(setup)).toEqual({ outcome: 'done' })
    expect(again.store.outbox.lastSequence()).toBe(3)
    expect(again.identity()).toEqual({ terminal: 'T1', warehouse: 'WH1' })
    expect(again.store.lookups.operator('admin')).toEqual({ role: 'supervisor', active: true })
  })

  it('refuses to become another terminal', () => {
    const terminal = stockedTerminal()
    expect(terminal.initialise({ terminal: 'T2', warehouse: 'WH1' })).toMatchObject({
      outcome: 'refused',
      code: 'already-initialised',
    })
    expect(terminal.identity()?.terminal).toBe('T1')
  })

  it('refuses commands before it is set up', () => {
    expect(openTerminal().execute({ command: pick(1), operator: 'admin' })).toMatchObject({
      outcome: 'refused',
      code: 'operator-unknown',
    })
  })
})
