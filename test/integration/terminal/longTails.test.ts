import { describe, expect, it } from 'vitest'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import { happensElsewhere } from '#test/support/elsewhere.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { sync } from '#test/support/site.ts'
import { asAdmin, openTerminal } from '#test/support/terminal.ts'

const PENDING = 60
const skus = ['SKU-1', 'SKU-2', 'SKU-3', 'SKU-4']
const receive = (sku: string) => ({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 1 }) as const
const received = (sku: string): StockEvent => ({
  type: 'StockReceived',
  data: { warehouse: 'WH1', sku, bin: 'A-1', quantity: 1 },
})

/** A terminal with much pending on a few streams that it may not send yet, and what each transaction decided again. */
async function terminalWithLongTails() {
  const log = new MemoryLog()
  let held = Promise.resolve()
  const terminal = openTerminal({
    central: { url: 'memory' },
    connect: () => {
      const central = connectMemory(log, fineWeather)
      const append: CentralStore['append'] = async (...of) => {
        await held
        return central.append(...of)
      }
      return { ...central, append }
    },
  })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const run = asAdmin(terminal)
  run({ type: 'RegisterBin', bin: 'A-1' })
  for (const sku of skus) run({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
  await sync(terminal)
  for (const sku of skus)
    terminal.executeMany(
      Array.from({ length: PENDING }, () => ({ command: receive(sku), operator: 'admin' })),
    )
  const { store } = terminal
  const perTransaction: number[] = []
  const transaction = store.transaction.bind(store)
  const renew = store.outbox.renew.bind(store.outbox)
  let again = 0
  store.transaction = (purpose, work) => {
    again = 0
    const result = transaction(purpose, work)
    perTransaction.push(again)
    return result
  }
  store.outbox.renew = (...of) => {
    again += 1
    renew(...of)
  }
  const { promise, resolve } = Promise.withResolvers<void>()
  held = promise
  return { log, terminal, perTransaction, letSend: resolve }
}

describe('long tails that others recorded on', () => {
  it('are decided again one at a time, so that whoever scans does not wait for all of them', async () => {
    const { log, terminal, perTransaction, letSend } = await terminalWithLongTails()
    for (let round = 0; round < 3; round += 1)
      for (const sku of skus) happensElsewhere(log, received(sku))
    const { count } = terminal.store.events
    const expected = count() + 3 * skus.length
    terminal.startSync()
    await expect.poll(count).toBeGreaterThanOrEqual(expected)
    expect(Math.max(...perTransaction)).toBe(PENDING)
    letSend()
    expect(await sync(terminal)).toMatchObject({ pending: 0 })
    for (const sku of skus) expect(log.stream(`stock-WH1.${sku}`)).toHaveLength(3 + PENDING)
  })
})
