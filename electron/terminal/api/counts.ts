import type { Terminal } from '../index.ts'
import type { Screen } from '../session/index.ts'
import { type Coverings, unseen } from './covering.ts'
import type { Implementer } from './implementer.ts'

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
    list: os.list.handler(({ context: { screen } }) =>
      coverings.for(screen).tallies(queries.counts.list()),
    ),
    get: os.get.handler(({ input, context: { screen } }) => {
      const count = queries.counts.get(input.count)
      return (count && coverings.for(screen).tallies([count])[0]) ?? null
    }),
    lines: os.lines.handler(({ input, context: { screen } }) => {
      const lines = queries.counts.lines(input.count, screen.current()?.operator)
      // A blind counter is not told what the book says; nor is it told by another count of what they count blind.
      return maySee(input.count, screen) ? coverings.for(screen).lines(lines) : lines.map(unseen)
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
      const { cover } = coverings.for(screen)
      return lines.filter(({ count, bin, sku }) => seen.has(count) && !cover.place(bin, sku))
    }),
    accuracy: os.accuracy.handler(() => queries.cycle.accuracy()),
    due: os.due.handler(({ input: { by, days, limit }, context: { screen } }) =>
      queries.cycle.due({ by, days, now: terminal.now() }, limit, coverings.for(screen).cover),
    ),
  }
}
