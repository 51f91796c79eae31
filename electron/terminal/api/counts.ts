import type { CountLineRow } from '#shared/contract/api/index.ts'
import type { Terminal } from '../index.ts'
import type { Implementer } from './implementer.ts'

/** A counter of a blind count is not told what the book says, nor who counted what. */
const unseen = (line: CountLineRow): CountLineRow => ({
  ...line,
  book: null,
  variance: null,
  value: null,
})

export function countProcedures(os: Implementer['counts'], terminal: Terminal) {
  const { queries, sessions } = terminal
  const maySee = (blind: boolean) => !blind || sessions.current()?.role === 'supervisor'
  return {
    list: os.list.handler(() => queries.counts.list()),
    get: os.get.handler(({ input }) => queries.counts.get(input.count) ?? null),
    lines: os.lines.handler(({ input }) => {
      const blind = queries.counts.isBlind(input.count)
      const lines = queries.counts.lines(input.count)
      return maySee(blind) ? lines : lines.map(unseen)
    }),
    entries: os.entries.handler(({ input }) => queries.counts.entries(input.count, input.limit)),
    variances: os.variances.handler(({ input }) => {
      const lines = queries.counts.variances(input.count)
      const named = [...new Set(lines.map(({ count }) => count))]
      const shown = new Set(named.filter((count) => maySee(queries.counts.isBlind(count))))
      return lines.filter(({ count }) => shown.has(count))
    }),
    accuracy: os.accuracy.handler(() => queries.cycle.accuracy()),
    due: os.due.handler(({ input: { by, days, limit } }) =>
      queries.cycle.due({ by, days, now: terminal.now() }, limit),
    ),
  }
}
