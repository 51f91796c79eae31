import type { CountLineRow } from '#shared/contract/api/index.ts'
import type { Terminal } from '../index.ts'
import type { Screen } from '../session/index.ts'
import type { Coverings } from './covering.ts'
import type { Implementer } from './implementer.ts'

/** A counter of a blind count is not told what the book says. */
const unseen = (line: CountLineRow): CountLineRow => ({
  ...line,
  book: null,
  variance: null,
  value: null,
  incomplete: false,
})

export function countProcedures(
  os: Implementer['counts'],
  terminal: Terminal,
  coverings: Coverings,
) {
  const { queries } = terminal
  /** A supervisor who counts is a counter until the count is handed in. */
  const maySee = (count: string, screen: Screen): boolean => {
    if (!queries.counts.isBlind(count)) return true
    const session = screen.current()
    return session?.role === 'supervisor' && !queries.counts.isCounting(count, session.operator)
  }
  return {
    list: os.list.handler(() => queries.counts.list()),
    get: os.get.handler(({ input }) => queries.counts.get(input.count) ?? null),
    lines: os.lines.handler(({ input, context: { screen } }) => {
      const lines = queries.counts.lines(input.count, screen.current()?.operator)
      return maySee(input.count, screen) ? lines : lines.map(unseen)
    }),
    entries: os.entries.handler(({ input, context: { screen } }) => {
      coverings.sheetOpened(input.count, screen)
      return queries.counts.entries(input.count, input.limit)
    }),
    covered: os.covered.handler(({ context: { screen } }) => [...coverings.for(screen).counts]),
    entriesIn: os.entriesIn.handler(({ input }) =>
      queries.counts.entriesIn(input.count, input.bin),
    ),
    variances: os.variances.handler(({ input, context: { screen } }) => {
      const lines = queries.counts.variances(input.count)
      const counts = new Set(lines.map(({ count }) => count))
      const seen = new Set([...counts].filter((count) => maySee(count, screen)))
      return lines.filter(({ count }) => seen.has(count))
    }),
    accuracy: os.accuracy.handler(() => queries.cycle.accuracy()),
    due: os.due.handler(({ input: { by, days, limit } }) =>
      queries.cycle.due({ by, days, now: terminal.now() }, limit),
    ),
  }
}
