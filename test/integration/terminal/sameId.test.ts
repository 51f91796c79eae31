import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, stockOf } from '#test/support/terminal.ts'

const ID = 'b1d3a6c2-5a0f-4c5e-9f0e-3c2b1a09f8e7'
const pick = (quantity: number) =>
  ({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const

/** Three terminals of one site that all know of ten pieces in A-1. */
async function threeTerminals() {
  const site = await openSite()
  const [first, second, third] = ['T1', 'T2', 'T3'].map((id) => site.terminal(id)) as [
    Terminal,
    Terminal,
    Terminal,
  ]
  const run = asAdmin(first)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 10 })
  for (const terminal of [first, second, third]) await sync(terminal)
  return { site, first, second, third }
}

const parked = (terminal: Terminal) => terminal.store.outbox.findById(ID)

describe('a command id that was given on two terminals', () => {
  it('is refused where the log says that it is another terminal’s', async () => {
    const { first, second } = await threeTerminals()
    expect(asAdmin(first)(pick(2), { id: ID })).toMatchObject({ outcome: 'accepted' })
    await sync(first)
    await sync(second)
    expect(asAdmin(second)(pick(2), { id: ID })).toMatchObject({
      outcome: 'refused',
      code: 'id-taken',
      facts: { terminal: 'T1' },
    })
    expect(stockOf(second, 'A-1').effective).toBe(8)
  })

  it('is a question where the terminal could not know, and counts once when a person says once', async () => {
    const { first, second } = await threeTerminals()
    asAdmin(first)(pick(2), { id: ID })
    asAdmin(second)(pick(2), { id: ID })
    await sync(first)
    expect(await sync(second)).toMatchObject({ conflicts: 1 })
    const conflict = parked(second)?.conflict ?? ''
    const detail = second.queries.conflicts.get(conflict)
    expect(detail).toMatchObject({
      reason: 'recorded-elsewhere',
      proposed: { choice: 'leave-undone' },
      // What the other terminal recorded under the id is among what came in between.
      meanwhile: [{ terminal: 'T1' }],
    })
    expect(detail?.message).toContain('T1')
    asAdmin(second)({ type: 'ResolveConflict', conflict, choice: 'leave-undone', note: 'once' })
    await sync(second)
    expect(parked(second)?.state).toBe('abandoned')
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: 8, effective: 8 })
  })

  it('counts twice when a person says twice, and is not asked again', async () => {
    const { first, second, third } = await threeTerminals()
    asAdmin(first)(pick(2), { id: ID })
    asAdmin(second)(pick(2), { id: ID })
    await sync(first)
    await sync(second)
    const conflict = parked(second)?.conflict ?? ''
    asAdmin(second)({ type: 'ResolveConflict', conflict, choice: 'record-as-happened' })
    asAdmin(third)(pick(1))
    await sync(third)
    await sync(second)
    expect(parked(second)?.state).toBe('confirmed')
    expect(stockOf(second, 'A-1')).toEqual({ confirmed: 5, effective: 5 })
    expect(second.state().conflicts).toEqual({ own: 0, all: 0 })
  })

  it('gives two conflicts when both cannot be carried out, and each can be settled', async () => {
    const { site, first, second, third } = await threeTerminals()
    asAdmin(first)(pick(8), { id: ID })
    asAdmin(second)(pick(9), { id: ID })
    asAdmin(third)(pick(7))
    await sync(third)
    await sync(first)
    await sync(second)
    const conflicts = [first, second].map((terminal) => parked(terminal)?.conflict ?? '')
    expect(new Set(conflicts).size).toBe(2)
    for (const [index, terminal] of [first, second].entries()) {
      const conflict = conflicts[index] ?? ''
      asAdmin(terminal)({ type: 'ResolveConflict', conflict, choice: 'leave-undone', note: 'no' })
      expect(await sync(terminal)).toMatchObject({ pending: 0, conflicts: 0, online: true })
    }
    await sync(third)
    expect(third.state().conflicts.all).toBe(0)
    const raised = (await site.events()).filter(({ type }) => type === 'ConflictRaised')
    expect(raised).toHaveLength(2)
  })
})
