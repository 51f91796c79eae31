import { expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { openTerminal, stockedTerminal, stockOf, tempDir } from '#test/support/terminal.ts'

const STOCK = 'stock-WH1.SKU-1'
const EVENTS = 50_000

function millisecondsOf(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function receive(terminal: Terminal): void {
  const command = { type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 } as const
  expect(terminal.execute({ command, operator: 'admin' })).toMatchObject({ outcome: 'accepted' })
}

const middle = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

/** The usual times of a command on two terminals, taken in turn, so that what else the machine does is in both. */
function usualTimes(one: Terminal, other: Terminal) {
  const times = Array.from({ length: 41 }, () =>
    [one, other].map((terminal) => millisecondsOf(() => receive(terminal))),
  )
  return [0, 1].map((which) => middle(times.map((pair) => pair[which] ?? 0))) as [number, number]
}

/** A long history, as a pull would have left it, without the hour that it takes to make one. */
function giveHistory(terminal: Terminal): void {
  terminal.store.transaction('ingest', () => {
    for (let revision = 0; revision < EVENTS; revision++)
      terminal.store.events.append({
        stream: STOCK,
        revision,
        id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
        type: 'StockReceived',
        version: 1,
        data: { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-2', quantity: 1 },
        metadata: {},
        terminal: 'T2',
        recordedAt: '2026-01-02T03:04:05.000Z',
        position: `${revision}/${revision}`,
        problem: undefined,
      })
  })
}

it('decides a command on a stream of many events as fast as on one of a few, after a restart too', async () => {
  const few = stockedTerminal()
  const dataDir = tempDir()
  const many = stockedTerminal({ dataDir })
  giveHistory(many)
  await many.close()

  const folding = openTerminal({ dataDir })
  const foldsAll = millisecondsOf(() => receive(folding))
  expect(stockOf(folding, 'A-1').effective).toBe(11)
  const [ofMany, ofFew] = usualTimes(folding, few)
  expect(ofMany).toBeLessThan(3 * ofFew)
  await folding.close()

  const reopened = openTerminal({ dataDir })
  const fromSnapshot = millisecondsOf(() => receive(reopened))
  expect(fromSnapshot).toBeLessThan(foldsAll / 3)
})
