import type { ConflictDetail } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { countAskedFor } from './asked.ts'

/** One thing on the time line between yours and theirs. */
export type Moment = {
  id: string
  side: 'yours' | 'theirs'
  at: string
  what: string
  /** Undefined where only the terminal is known. */
  operator?: string
  /** How it was asked for, where that was no screen. */
  via?: string | null
  terminal: string
}

/** What was counted, and since when somebody stood at the bin: what it was before or after is the question. */
const lookOf = (conflict: ConflictDetail): Moment[] => {
  const count = countAskedFor(conflict)
  if (count === undefined) return []
  const { bin, sku, counted, from, to, terminal } = count
  const moment = (id: string, at: string, what: string): Moment => ({
    id,
    side: 'yours',
    at,
    what,
    terminal,
  })
  return [
    ...(from === to ? [] : [moment('count-began', from, `Counting in ${bin} began`)]),
    moment('counted', to, `${formatNumber(counted)} of ${sku} counted in ${bin}`),
  ]
}

/** What was done and what happened meanwhile, in the order of the clocks that recorded it. */
export const storyOf = (conflict: ConflictDetail): Moment[] => {
  const yours: Moment = {
    id: conflict.intention,
    side: 'yours',
    at: conflict.occurredAt,
    what: conflict.summary,
    operator: conflict.raisedBy,
    via: conflict.via,
    terminal: conflict.terminal,
  }
  const theirs = conflict.meanwhile.map(
    ({ summary, operator, via, terminal, occurredAt }, index): Moment => ({
      id: `meanwhile-${String(index)}`,
      side: 'theirs',
      at: occurredAt,
      what: summary,
      operator,
      via,
      terminal,
    }),
  )
  return [...lookOf(conflict), yours, ...theirs].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
