import type { AllStreamSubscription } from '@eventstore/db-client'
import { problemOf } from '#shared/words/index.ts'
import { toCentralEvent } from './convert.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { explain } from './failures.ts'
import type { CentralEvent, CentralSubscription, FeedItem } from './port.ts'

/** Events taken from the client before it is asked to wait … */
const PAUSE_ABOVE = 2000
/** … and how few are left before it may go on. */
const RESUME_BELOW = 500
const CHUNK = 100

/** A mark in the feed: it counts once this many events have come out before it. */
type Mark = { readonly after: number; readonly position?: string; readonly caughtUp?: true }

/**
 * Turns the client's stream into chunks. The client tells `caughtUp` and checkpoints beside its stream, while events
 * before them may still be in its buffer: they are put back in their place here.
 */
export function subscriptionFeed(
  open: (checkpointReached: (position: string) => void) => AllStreamSubscription,
): CentralSubscription {
  const events: CentralEvent[] = []
  const marks: Mark[] = []
  let received = 0
  let delivered = 0
  let dropped: Problem | undefined
  let confirmed = false
  let wake: (() => void) | undefined

  const notify = () => {
    wake?.()
    wake = undefined
  }
  const mark = (what: Omit<Mark, 'after'>) => {
    marks.push({ after: received + source.readableLength, ...what })
    notify()
  }
  const drop = (why: Problem) => {
    dropped ??= why
    notify()
  }
  const source = open((position) => mark({ position }))
  source.on('confirmation', () => {
    confirmed = true
    notify()
  })
  source.on('caughtUp', () => mark({ caughtUp: true }))
  source.on('error', (error: unknown) => drop(explain(error)))
  source.on('end', () => drop(problemOf('restarting')))
  source.on('close', () => drop(problemOf('unreachable')))
  source.on('data', ({ event }: { event?: Parameters<typeof toCentralEvent>[0] }) => {
    received += 1
    // A link whose target is gone has no event; it still counts for the place of marks.
    if (event) events.push(toCentralEvent(event))
    else delivered += 1
    if (events.length > PAUSE_ABOVE) source.pause()
    notify()
  })

  function take(): FeedItem | undefined {
    if (events.length > 0) {
      const chunk = events.splice(0, CHUNK)
      delivered += chunk.length
      if (events.length < RESUME_BELOW && source.isPaused()) source.resume()
      return { kind: 'chunk', events: chunk, ...dueMarks(chunk.at(-1)?.position) }
    }
    if (marks.some(({ after }) => after <= delivered) || confirmed) {
      confirmed = false
      return { kind: 'chunk', events: [], ...dueMarks(undefined) }
    }
    return dropped === undefined ? undefined : { kind: 'dropped', why: dropped }
  }

  function dueMarks(reached: string | undefined) {
    let position = reached
    let caughtUp = false
    while (marks[0] !== undefined && marks[0].after <= delivered) {
      const due = marks.shift()
      position = due?.position ?? position
      caughtUp ||= due?.caughtUp ?? false
    }
    return { position, caughtUp }
  }

  return {
    next: async () => {
      for (;;) {
        const item = take()
        if (item) return item
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    close: () => {
      events.length = 0
      drop(problemOf('unreachable'))
      source.destroy()
    },
  }
}
