import type { Problem } from '#shared/contract/problem.ts'
import type { Link } from '#shared/contract/api/index.ts'

/** The state of the link to the central store, exact at every moment, with whoever wants to know told of each change. */
export type LinkKeeper = {
  readonly current: () => Link
  readonly connecting: () => void
  readonly online: () => void
  /** The store has answered: an append, a read, an event. */
  readonly heard: () => void
  /** `nextAttempt` in milliseconds since 1970; absent when there is none. */
  readonly offline: (problem: Problem | undefined, nextAttempt?: number) => void
  readonly parked: (problem: Problem, nextAttempt?: number) => void
  /** Another one works as this terminal: it is not tried again before a person says so. */
  readonly shared: (problem: Problem) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** An attempt that fails does not begin another absence. */
const phases = { online: 'online', connecting: 'away', offline: 'away', parked: 'parked' } as const

export function keepLink(now: () => number): LinkKeeper {
  const iso = (ms: number) => new Date(ms).toISOString()
  const listeners = new Set<() => void>()
  let link: Link = {
    state: 'offline',
    since: iso(now()),
    lastContact: null,
    nextAttempt: null,
    problem: null,
  }
  const set = (change: Pick<Link, 'state' | 'nextAttempt' | 'problem'>) => {
    const since = phases[change.state] === phases[link.state] ? link.since : iso(now())
    // A quiet connection is a live one: its pings are answered, or it would have dropped within seconds.
    const lastContact = link.state === 'online' ? iso(now()) : link.lastContact
    link = { ...link, ...change, since, lastContact }
    for (const listener of listeners) listener()
  }
  const when = (ms: number | undefined) => (ms === undefined ? null : iso(ms))
  return {
    current: () => link,
    connecting: () => set({ state: 'connecting', nextAttempt: null, problem: link.problem }),
    online: () => set({ state: 'online', nextAttempt: null, problem: null }),
    heard: () => {
      link = { ...link, lastContact: iso(now()) }
    },
    offline: (problem, nextAttempt) =>
      set({ state: 'offline', nextAttempt: when(nextAttempt), problem: problem ?? null }),
    parked: (problem, nextAttempt) =>
      set({ state: 'parked', nextAttempt: when(nextAttempt), problem }),
    shared: (problem) => set({ state: 'parked', nextAttempt: null, problem }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
