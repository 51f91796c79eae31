import { type Follow, reactions } from '#shared/domain/index.ts'
import type { Identity, Ledger } from '../commands/index.ts'
import { followLast, giveAll } from './follow.ts'

/** What other terminals should have given and did not: theirs may be gone, or may never come back. */
export type Overdue = {
  /** Once the log is known up to its end. Within a unit. */
  readonly onceCaughtUp: (identity: Identity) => void
  /** Now and then after that; `now` in milliseconds since 1970. */
  readonly lookAgain: (identity: Identity, now: number) => void
}

const follows = reactions.filter((reaction) => reaction.kind === 'follow')

/** Remembers what it has seen to. */
export function openOverdue(ledger: Ledger): Overdue {
  const done = new Set<string>()
  return {
    onceCaughtUp: (identity) => {
      for (const follow of follows)
        if (follow.overdue === 'once-caught-up') followLast(ledger, identity, follow, 'overdue')
    },
    lookAgain: (identity, now) => {
      for (const follow of follows)
        if (follow.overdue !== 'once-caught-up')
          lookFor(ledger, identity, { ...follow, overdue: follow.overdue }, now, done)
    },
  }
}

type Timed = Follow & { readonly overdue: Exclude<Follow['overdue'], string> }

function lookFor(
  ledger: Ledger,
  identity: Identity,
  follow: Timed,
  now: number,
  done: Set<string>,
): void {
  const { afterMs, untilMs, streams } = follow.overdue
  const at = (time: number) => new Date(time).toISOString()
  const { events } = ledger.store
  const overdue = follow.on
    .flatMap((type) => events.recordedBetween(type, at(now - untilMs), at(now - afterMs)))
    .filter(({ id, stream }) => !done.has(id) && stream.startsWith(streams(identity.warehouse)))
  if (overdue.length === 0) return
  ledger.unit('ingest', () => {
    for (const { stream, revision } of overdue) {
      const event = events.at(stream, revision)
      if (event) giveAll(ledger, identity, follow, event, 'overdue')
    }
  })
  for (const { id } of overdue) done.add(id)
}
