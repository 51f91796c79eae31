import type { CentralStore } from '#electron/terminal/central/index.ts'
import type { Choice } from '#shared/domain/conflict/index.ts'
import { streams } from '#shared/domain/index.ts'
import type { Observation, StockEvent } from '#shared/domain/stock/index.ts'
import { problemOf } from '#shared/words/index.ts'
import { happensElsewhere } from './elsewhere.ts'
import { connectMemory, fineWeather, MemoryLog } from './memoryCentral.ts'
import { sync } from './site.ts'
import { asAdmin, openTerminal } from './terminal.ts'

const sku = 'SKU-1'
const STOCK = streams.stock('WH1', sku)

/** The second of January 2026, at this time of day. */
export const at = (time: string): string => `2026-01-02T${time}:00.000Z`

/** What another terminal did, and when, by its clock. */
type Happening = { readonly event: StockEvent; readonly time?: string; readonly id?: string }

/** The posting of a look at A-1 by the terminal T2. */
export const postedElsewhere = (
  observation: Partial<Observation> & Pick<Observation, 'counted' | 'from' | 'to'>,
  book: number,
): StockEvent => ({
  type: 'CountVariancePosted',
  data: {
    warehouse: 'WH1',
    sku,
    count: 'C1',
    line: 'L1',
    bin: 'A-1',
    terminal: 'T2',
    sequence: 5,
    known: 1,
    live: true,
    ...observation,
    book,
    delta: observation.counted - book,
  },
})

/**
 * A terminal T1 with goods of one SKU in A-1 and in A-2, on a central store to which others write whenever the test
 * says so: between the terminal's own appends, too.
 */
export async function terminalAmongOthers(stock: Readonly<Record<string, number>>) {
  const log = new MemoryLog()
  let clock = at('08:00')
  const queue: (Happening | 'refused')[] = []
  const terminal = openTerminal({
    central: { url: 'memory' },
    surroundings: { now: () => clock },
    connect: () => {
      const central = connectMemory(log, fineWeather)
      const append: CentralStore['append'] = (stream, events, expected) => {
        const first = stream === STOCK ? queue.shift() : undefined
        if (first === 'refused')
          return Promise.resolve({ result: 'refused', why: problemOf('refused', 'not now') })
        if (first) happens(first)
        return central.append(stream, events, expected)
      }
      return { ...central, append }
    },
  })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const run = asAdmin(terminal)
  run({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
  for (const [bin, quantity] of Object.entries(stock)) {
    run({ type: 'RegisterBin', bin })
    run({ type: 'ReceiveStock', sku, bin, quantity })
  }
  await sync(terminal)

  const happens = ({ event, time = '09:00', id }: Happening) =>
    happensElsewhere(log, event, { occurredAt: at(time), ...(id && { intention: id }) })
  const find = (id: string) => terminal.store.outbox.findById(id)
  const conflictOf = (id: string) => find(id)?.conflict ?? ''
  return {
    terminal,
    run,
    as: (operator: string) => (command: Parameters<typeof run>[0]) =>
      terminal.execute({ command, operator }),
    log,
    find,
    conflictOf,
    happensElsewhere: happens,
    /**
     * The same, one right before each of the terminal's next appends to that stream: nobody could have known.
     * `refused` is one that the store says no to, for now.
     */
    beforeNextAppends: (...happens: readonly (Happening | 'refused')[]) =>
      void queue.push(...happens),
    setClock: (time: string) => {
      clock = at(time)
    },
    /** Settles an intention's conflict, and syncs. */
    settle: async (id: string, choice: Choice, more: object = {}) => {
      run({ type: 'ResolveConflict', conflict: conflictOf(id), choice, ...more })
      return sync(terminal)
    },
    /** Counts that were opened because of a conflict, with the bins to be counted. */
    checks: () =>
      log.events
        .filter(({ type }) => type === 'CountOpened')
        .map(({ data }) => (data as { bins: readonly string[] }).bins),
  }
}
