import type { IntentionState } from '../store/index.ts'

/**
 * A stream's history in one line, as docs, tests and logs print it:
 *
 *   0:StockReceived#4 1:StockPicked | #7:StockPicked@1<StockPicked@0 !#8:StockMoved@0 (#9:StockPicked@1)
 *
 * Before the bar stands what is confirmed: revision and event, `#4` where it is of this terminal's intention 4; `2?` is
 * missing, and what cannot be read has a `?` behind it. After the bar stands the tail, in order: the intention, what it
 * was decided as, and `@` the revision that it was decided on; after each `<` a decision that was replaced. `!` waits for
 * a person, `( )` is held behind it.
 */
export type History = {
  readonly confirmed: readonly ConfirmedEvent[]
  readonly tail: readonly PendingIntention[]
}

export type ConfirmedEvent = {
  readonly revision: number
  readonly type: string
  /** The number of this terminal's intention. */
  readonly own?: number | undefined
  readonly unreadable?: boolean
}

export type PendingIntention = {
  readonly sequence: number
  readonly state: IntentionState
  /** The one that stands first, then those that it replaced. */
  readonly decisions: readonly DecidedAs[]
}

export type DecidedAs = { readonly base: number; readonly events: readonly string[] }

export function printHistory({ confirmed, tail }: History): string {
  return [...printConfirmed(confirmed), '|', ...tail.map(printIntention)].join(' ')
}

function printConfirmed(events: readonly ConfirmedEvent[]): readonly string[] {
  return events.flatMap(({ revision, type, own, unreadable = false }, index) => {
    const before = events[index - 1]?.revision ?? revision - 1
    const said = `${revision}:${type}${own === undefined ? '' : `#${own}`}${unreadable ? '?' : ''}`
    return [...printMissing(before + 1, revision - 1), said]
  })
}

const printMissing = (first: number, last: number): readonly string[] => {
  if (first > last) return []
  return [first === last ? `${first}?` : `${first}-${last}?`]
}

function printIntention({ sequence, state, decisions }: PendingIntention): string {
  const said = `#${sequence}:${decisions.map(printDecision).join('<')}`
  if (state === 'conflict') return `!${said}`
  return state === 'held' ? `(${said})` : said
}

const printDecision = ({ base, events }: DecidedAs): string => `${events.join('+')}@${base}`
