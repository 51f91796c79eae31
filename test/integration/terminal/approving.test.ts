import { expect, it, vi } from 'vitest'
import { asAdmin, asOperator, stockedTerminal, stockOf } from '#test/support/terminal.ts'

const SKUS = 30

it('approving a count reads no stream again that its screen has read, but what has moved since', async () => {
  const terminal = stockedTerminal()
  const run = asAdmin(terminal)
  const skus = Array.from({ length: SKUS }, (_, n) => `S-${n}`)
  for (const sku of skus) {
    run({ type: 'RegisterProduct', sku, name: sku, packs: [] })
    run({ type: 'ReceiveStock', sku, bin: 'A-2', quantity: 5 })
  }
  run({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  run({ type: 'OpenCount', count: 'C1', bins: ['A-2'], tolerance: { quantity: 1 } })
  for (const sku of skus) run({ type: 'RecordCount', count: 'C1', bin: 'A-2', sku, quantity: 4 })
  run({ type: 'SubmitCount', count: 'C1' })
  expect(terminal.queries.counts.lines('C1')).toHaveLength(SKUS)
  run({ type: 'PickStock', sku: 'S-3', bin: 'A-2', quantity: 1 })

  const read = vi.spyOn(terminal.store.events, 'after')
  const { outcome } = asOperator(terminal, 'eva')({ type: 'ApproveCount', count: 'C1' })
  expect(outcome).toBe('accepted')
  expect(read.mock.calls.map(([stream]) => stream)).toEqual(['stock-WH1.S-3'])
  expect(stockOf(terminal, 'A-2', 'S-3').effective).toBe(4)
})
