import type { Problem } from '#shared/contract/problem.ts'

/**
 * The central store, as sync needs it. Whatever a network can do to a call is a value here, never an exception.
 * Revisions are numbers, -1 for "no stream"; positions in the store's log are text, `commit/prepare`.
 */
export type CentralStore = {
  /**
   * Appends in one piece, if the stream's head is the expected one. Never sends `any`.
   * `unknown` means just that: it may have happened, or happen still. It is, with `timeout` as the reason, when no answer
   * has come for `deadlineMs`.
   */
  readonly append: (
    stream: string,
    events: readonly NewEvent[],
    expected: number,
    deadlineMs?: number,
  ) => Promise<AppendResult>
  /** A stream's events from a revision on, at most `limit` of them; none when there is no such stream. */
  readonly readStream: (
    stream: string,
    from: number,
    limit: number,
  ) => Promise<ReadResult<readonly CentralEvent[]>>
  /** The event that stands at a position of the log, or the next one after it. */
  readonly eventAt: (
    position: string,
  ) => Promise<ReadResult<Pick<CentralEvent, 'id' | 'position' | 'recordedAt'> | undefined>>
  /** The store's clock, in milliseconds since 1970, to the second; undefined where it does not say. */
  readonly clock: () => Promise<number | undefined>
  /** What the store says that its version is; undefined where it does not say. */
  readonly version: () => Promise<string | undefined>
  /** Where the log ends: the position of its last event, of whatever kind; undefined when there is none. */
  readonly endOfLog: () => Promise<ReadResult<string | undefined>>
  /** Follows the streams with these prefixes (all, when undefined), after a position or from the start. */
  readonly subscribe: (
    prefixes: readonly string[] | undefined,
    after: string | undefined,
  ) => CentralSubscription
  /** Ends every call and closes the connection. */
  readonly dispose: () => Promise<void>
}

export type NewEvent = {
  readonly id: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
}

export type CentralEvent = {
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata: unknown
  /** The store's time, ISO 8601. */
  readonly recordedAt: string
  readonly position: string
}

export type AppendResult =
  | { readonly result: 'appended'; readonly revision: number }
  | { readonly result: 'wrong-expected-revision'; readonly current: number }
  | { readonly result: 'unknown'; readonly why: Problem }
  /** The store has said no, and would again. */
  | { readonly result: 'refused'; readonly why: Problem }

export type ReadResult<T> =
  | { readonly result: 'read'; readonly value: T }
  | { readonly result: 'unreachable'; readonly why: Problem }
  | { readonly result: 'refused'; readonly why: Problem }

export type FeedItem =
  | {
      readonly kind: 'chunk'
      /** In the order of the log. */
      readonly events: readonly CentralEvent[]
      /** Everything up to here has been looked at; further than the last event when others' were passed over. */
      readonly position: string | undefined
      /** Nothing more was waiting when this was sent. */
      readonly caughtUp: boolean
    }
  /** It is over, and does not begin again by itself. */
  | { readonly kind: 'dropped'; readonly why: Problem }

export type CentralSubscription = {
  /** What has come since it was last asked; waits while there is nothing. One call at a time. */
  readonly next: () => Promise<FeedItem>
  readonly close: () => void
}

/** Which of two positions of one log, `commit/prepare`, comes first: below zero where it is the first one. */
export function inLogOrder(a: string, b: string): number {
  const commit = (position: string) => BigInt(position.split('/', 1)[0] ?? 0)
  const difference = commit(a) - commit(b)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

/** An address that cannot be used. Thrown by what connects, before anything is asked. */
export class AddressError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options)
    this.name = 'AddressError'
    this.problem = problem
  }
}

/** How to reach a central store. Throws an AddressError. */
export type ConnectCentral = (url: string) => CentralStore | Promise<CentralStore>
