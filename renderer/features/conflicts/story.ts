import type { ConflictDetail } from '#shared/contract/api/index.ts'

/** One thing on the time line between yours and theirs. */
export type Moment = {
  id: string
  side: 'yours' | 'theirs'
  at: string
  what: string
  operator: string
  terminal: string
}

/** What was done and what happened meanwhile, in the order of the clocks that recorded it. */
export const storyOf = (conflict: ConflictDetail): Moment[] => {
  const yours: Moment = {
    id: conflict.intention,
    side: 'yours',
    at: conflict.occurredAt,
    what: conflict.summary,
    operator: conflict.raisedBy,
    terminal: conflict.terminal,
  }
  const theirs = conflict.meanwhile.map(
    ({ summary, operator, terminal, occurredAt }, index): Moment => ({
      id: `meanwhile-${String(index)}`,
      side: 'theirs',
      at: occurredAt,
      what: summary,
      operator,
      terminal,
    }),
  )
  return [yours, ...theirs].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
