import { expect, it } from 'vitest'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import type { CentralEvent, CentralStore } from '#electron/terminal/central/index.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { problemOf } from '#shared/words/index.ts'
import { happensElsewhere } from '#test/support/elsewhere.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { sync } from '#test/support/site.ts'
import { stockedTerminal, stockOf } from '#test/support/terminal.ts'
import { meddle, rowsOf } from '#test/support/database.ts'

const STOCK = 'stock-WH1.SKU-1'
const place = { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1' }
const receive = (quantity: number) =>
  ({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const
const received = (quantity: number): StockEvent => ({
  type: 'StockReceived',
  data: { ...place, quantity },
})

/** What a store could do that the embedded one never does; each is done while it is there. */
type Tricks = {
  /** What the subscription makes of the events that it should bring. */
  feed?: (events: readonly CentralEvent[]) => readonly CentralEvent[]
  append?: (send: () => ReturnType<CentralStore['append']>) => ReturnType<CentralStore['append']>
  /** The revision of the book's stream from which on the store still has it. */
  truncatedBefore?: number
}

/** A terminal with ten pieces in A-1, in step with a store that can play tricks. */
async function terminalOnTrickyStore(now?: () => string) {
  const log = new MemoryLog()
  const tricks: Tricks = {}
  const terminal = stockedTerminal({
    central: { url: 'memory' },
    ...(now ? { surroundings: { now } } : {}),
    connect: () => {
      const central = connectMemory(log, fineWeather)
      return {
        ...central,
        append: (stream, events, expected) => {
          const send = () => central.append(stream, events, expected)
          return stream === STOCK && tricks.append ? tricks.append(send) : send()
        },
        readStream: (stream, from, limit) => {
          const first = stream === STOCK ? (tricks.truncatedBefore ?? 0) : 0
          return central.readStream(stream, Math.max(from, first), limit)
        },
        subscribe: (prefixes, after) => {
          const subscription = central.subscribe(prefixes, after)
          const next = async () => {
            const item = await subscription.next()
            return item.kind === 'chunk' && tricks.feed
              ? { ...item, events: tricks.feed(item.events) }
              : item
          }
          return { ...subscription, next }
        },
      }
    },
  })
  await sync(terminal)
  await sync(terminal)
  const run = (command: Parameters<Terminal['execute']>[0]['command']) =>
    terminal.execute({ command, operator: 'admin' })
  return { log, tricks, terminal, run }
}

/** What is in the database cannot be changed from here on, as when the disk is full. */
function breakDisk(terminal: Terminal): () => void {
  meddle(
    terminal,
    `CREATE TEMP TRIGGER full_disk BEFORE INSERT ON event
    BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  )
  return () => meddle(terminal, 'DROP TRIGGER full_disk')
}

it('reads again what it could not keep: it has not got further than its events', async () => {
  const { log, terminal } = await terminalOnTrickyStore()
  const mend = breakDisk(terminal)
  happensElsewhere(log, received(5))
  terminal.startSync()
  await expect.poll(() => terminal.state().link.problem?.message).toContain('the disk is full')
  expect(stockOf(terminal, 'A-1').confirmed).toBe(10)
  mend()
  await sync(terminal)
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 15, effective: 15 })
})

it('keeps every decision that was replaced, linked to the one that stands', async () => {
  const { log, terminal, run, tricks } = await terminalOnTrickyStore(() => '2026-01-02T09:00:00Z')
  const pick = run({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 2 })
  const first = pick.outcome === 'accepted' ? pick.events.map(({ id }) => id) : []
  tricks.append = (send) => {
    delete tricks.append
    happensElsewhere(log, countedAt10)
    return send()
  }
  await sync(terminal)
  expect(decisionsOf(terminal, pick.id)).toEqual([
    { events: first, replaced: true },
    {
      events: log
        .stream(STOCK)
        .slice(-2)
        .map(({ id }) => id),
      replaced: false,
    },
  ])
})

it('reads a stream of which the subscription left something out', async () => {
  const { log, terminal, tricks } = await terminalOnTrickyStore()
  tricks.feed = (events) =>
    events.filter(({ data }) => (data as { quantity: number }).quantity !== 3)
  happensElsewhere(log, received(3))
  happensElsewhere(log, received(4))
  await sync(terminal)
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 17, effective: 17 })
  expect([...terminal.store.events.after(STOCK, -1)].map(({ revision }) => revision)).toEqual([
    0, 1, 2,
  ])
})

it('goes on with what there is of a stream whose beginning nobody can read any more', async () => {
  const { log, terminal, tricks } = await terminalOnTrickyStore()
  tricks.feed = (events) =>
    events.filter(({ data }) => (data as { quantity: number }).quantity !== 3)
  tricks.truncatedBefore = 2
  happensElsewhere(log, received(3))
  happensElsewhere(log, received(4))
  expect(await sync(terminal)).toMatchObject({ online: true, pending: 0 })
  expect(terminal.store.events.head(STOCK)).toBe(2)
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 14, effective: 14 })
})

it('stops, and changes nothing, when the store has less of a stream than it had', async () => {
  const { terminal, tricks, run } = await terminalOnTrickyStore()
  tricks.append = () => Promise.resolve({ result: 'wrong-expected-revision', current: -1 })
  run(receive(1))
  terminal.startSync()
  await expect.poll(() => terminal.state().link.state).toBe('parked')
  expect(terminal.state().link.problem?.message).toContain(STOCK)
  expect(terminal.state().pending).toBe(1)
})

it('stops, and changes nothing, when the store has another event where it knows one', async () => {
  const { log, terminal, tricks, run } = await terminalOnTrickyStore()
  const known = terminal.store.events.at(STOCK, 0)
  tricks.feed = (events) =>
    events.map((event) =>
      event.stream === STOCK
        ? { ...event, revision: 0, id: 'b5a4f2a6-5d0b-4d53-9f0e-6f0a5f6f3c11' }
        : event,
    )
  happensElsewhere(log, received(5))
  terminal.startSync()
  await expect.poll(() => terminal.state().link.state).toBe('parked')
  expect(terminal.state().link.problem?.message).toContain(STOCK)
  run(receive(1))
  expect(terminal.state().pending).toBe(1)
  expect(terminal.store.events.at(STOCK, 0)).toEqual(known)
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 10, effective: 11 })
})

it('takes a replaced decision that has landed after all for what happened, and decides the rest on it', async () => {
  const { log, terminal, run, tricks } = await terminalOnTrickyStore(() => '2026-01-02T09:00:00Z')
  const pick = run({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 2 })
  const next = run({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 3 })
  const [sent] = terminal.store.outbox.tail(STOCK)
  tricks.append = () => {
    // It is slow on its way: the head that it was sent on is gone, and this store lets it in all the same.
    tricks.append = () => Promise.resolve({ result: 'unknown', why: problemOf('unreachable') })
    happensElsewhere(log, countedAt10)
    return Promise.resolve({ result: 'unknown', why: problemOf('unreachable') })
  }
  terminal.startSync()
  await expect.poll(() => stockOf(terminal, 'A-1')).toEqual({ confirmed: 8, effective: 8 })
  const late = sent?.decided.events ?? []
  log.append(STOCK, late, log.stream(STOCK).length - 1)
  delete tricks.append
  await sync(terminal)
  expect(terminal.store.outbox.findById(pick.id)?.state).toBe('confirmed')
  expect(terminal.store.outbox.findById(next.id)?.state).toBe('confirmed')
  const ids = log.stream(STOCK).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(log.stream(STOCK).map(({ type }) => type)).toEqual([
    'StockReceived',
    'CountVariancePosted',
    'StockPicked',
    'CountVarianceCorrected',
    'StockPicked',
  ])
  expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 6, effective: 6 })
  expect(terminal.queries.movements.newest({ limit: 20 }).map(({ status }) => status)).toEqual(
    log.stream(STOCK).map(() => 'confirmed'),
  )
})

/** Two of ten were missing when somebody looked at ten o'clock: the picks of nine o'clock are among what they saw. */
const countedAt10: StockEvent = {
  type: 'CountVariancePosted',
  data: {
    ...place,
    count: 'C1',
    line: 'L1',
    counted: 8,
    book: 10,
    delta: -2,
    from: '2026-01-02T10:00:00Z',
    to: '2026-01-02T10:00:00Z',
    terminal: 'T2',
    sequence: 7,
    known: 0,
    live: true,
  },
}

/** Every decision that was ever made for an intention, the first one first. */
function decisionsOf(terminal: Terminal, intention: string) {
  return rowsOf<{ events: string; replaced: number }>(
    terminal,
    `SELECT json_group_array(event.id ORDER BY event.position) AS events,
       decision.superseded_by = lead(decision.id) OVER (ORDER BY decision.id) AS replaced
     FROM intention JOIN decision ON decision.intention = intention.sequence
       JOIN pending_event AS event ON event.decision = decision.id
     WHERE intention.id = ? GROUP BY decision.id ORDER BY decision.id`,
    intention,
  ).map(({ events, replaced }) => ({
    events: JSON.parse(events) as unknown,
    replaced: replaced === 1,
  }))
}
