import { problemOf } from '#shared/words/index.ts'
import type { AppendResult } from '../../central/index.ts'
import type { Ledger } from '../../commands/index.ts'
import type { Overdue } from '../../reactions/index.ts'
import type { ConnectionEnd } from '../exchange/catchUp.ts'
import { conclude } from '../exchange/conclude.ts'
import { pull, type PullOptions } from '../exchange/pull.ts'
import { openPusher, type Pusher, type PushOptions } from '../exchange/push.ts'
import type { Tally } from '../exchange/tally.ts'
import { type Duties, openDuties } from './duties.ts'
import { type MeetOptions, meetStore } from './meetStore.ts'
import { openProgress, type Progress } from './progress.ts'

/**
 * How long push waits for the first catch-up, once online: most of what it would be told "moved on" about is pulled by
 * then.
 */
const PUSH_WAITS_MS = 5000

/** A connection that comes back so soon goes on sending where the last one was cut, once the pull could have caught up. */
const SENT_LATELY_MS = 30_000
const PUSH_WAITS_AGAIN_MS = 1000

/** How long a store may take to confirm a subscription. What listens but never answers is no store. */
const CONFIRMED_WITHIN_MS = 20_000

export type ConnectionOptions = MeetOptions & {
  readonly tally: Tally
  readonly signal: AbortSignal
  readonly appended: (result: AppendResult['result']) => void
  /** Something happened that may mean that there is nothing more to do. */
  readonly progressed: () => void
  /** What other terminals should have given, and did not. */
  readonly overdue: Overdue
  /** The pusher of this connection, so that what is accepted meanwhile reaches it. */
  readonly opened: (connection: OpenConnection) => void
}

export type OpenConnection = Pick<Progress, 'isCaughtUp' | 'gotOn' | 'lagSeconds'> & {
  readonly pusher: Pusher
  /** What is missing has been asked for again on this connection. */
  readonly hasReadAgain: () => boolean
}

/** One connection: from the first question until it drops, is parked, or is stopped. Leaves nothing open. */
export async function runConnection(options: ConnectionOptions): Promise<ConnectionEnd> {
  const { central, signal } = options
  const giveUp = () => void central.dispose()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return (await meetStore(options)) ?? (await exchange(options))
  } finally {
    signal.removeEventListener('abort', giveUp)
    await central.dispose()
  }
}

/** Push, pull and what is done besides, until one of them ends. */
async function exchange(options: ConnectionOptions): Promise<ConnectionEnd> {
  const { ledger, central, prefixes, memory, timing, signal } = options
  if (!memory.hasReadAll) beginReading(ledger)
  const follows = prefixes?.join(' ') ?? '*'
  const subscription = central.subscribe(prefixes, placeIn(ledger, follows))
  const unsubscribe = () => subscription.close()
  signal.addEventListener('abort', unsubscribe, { once: true })
  const finished = new AbortController()
  const progress = openProgress(timing)
  const pusher = openPusher(pushing(options, progress))
  const duties = openDuties({
    ...options,
    given: (stream) => void memory.refused.delete(stream),
    signal: finished.signal,
  })
  options.opened({ ...progress, pusher, hasReadAgain: duties.hasReadAgain })
  let pulling: Promise<ConnectionEnd> | undefined
  try {
    if (signal.aborted) unsubscribe()
    const open = { options, progress, pusher, duties, finished: finished.signal }
    pulling = pull({ ...pullingInto(open), subscription, follows })
    return await Promise.race([pulling, pusher.ended, unanswered(open), duties.broken])
  } finally {
    finished.abort()
    // What pushes at once and is always cut off would never let anything be pulled.
    if (!progress.gotOn()) memory.lastSentAt = -Infinity
    signal.removeEventListener('abort', unsubscribe)
    unsubscribe()
    // Nothing more is begun on a connection that goes away.
    const stopped = pusher.stop()
    await central.dispose()
    await Promise.allSettled([pulling, stopped])
  }
}

/** What comes in is only kept and shown until the log has been read to its end. */
const beginReading = (ledger: Ledger): void =>
  ledger.unit('ingest', () => ledger.store.reading.begin(ledger.store.events.arrived()))

/** From where on the log is read; from its beginning where something else was followed before. */
function placeIn({ store }: Ledger, follows: string): string | undefined {
  const stored = store.checkpoints.read()
  return stored?.follows === follows ? stored.position : undefined
}

const pushing = (options: ConnectionOptions, progress: Progress): PushOptions => ({
  ...options,
  heard: options.link.heard,
  idle: options.progressed,
  appended: (result) => {
    if (result === 'appended') {
      progress.sent()
      options.memory.lastSentAt = options.timing.now()
    }
    options.appended(result)
  },
})

/** What is at work on a connection. */
type AtWork = {
  readonly options: ConnectionOptions
  readonly progress: Progress
  readonly pusher: Pusher
  readonly duties: Duties
  /** Aborts when the connection is over. */
  readonly finished: AbortSignal
}

function pullingInto(open: AtWork): Omit<PullOptions, 'subscription' | 'follows'> {
  const { options, progress, duties } = open
  const { memory, link } = options
  return {
    ...options,
    heard: () => {
      link.heard()
      if (progress.isOnline()) return
      progress.cameOnline()
      link.online()
      duties.besides(() => pushAnyway(open))
    },
    refused: (stream, why) => void memory.refused.set(stream, why),
    reached: progress.reached,
    caughtUp: () => caughtUp(open),
  }
}

/** All that was waiting has been read: what was only kept and shown is acted on, and from then on it is sent. */
async function caughtUp({ options, progress, pusher, duties }: AtWork): Promise<void> {
  const { ledger, identity, memory, tally, timing, overdue } = options
  const rebased = await conclude(ledger, identity, timing.yieldTurn)
  tally.ingested({ own: 0, others: 0, rebased })
  memory.hasReadAll = true
  if (!progress.isCaughtUp()) {
    ledger.unit('ingest', () => overdue.onceCaughtUp(identity))
    duties.start()
    pusher.start()
  }
  progress.caughtUp()
  options.progressed()
}

/** Push does not wait for ever for the pull to catch up, once the log has been read to its end since the start. */
async function pushAnyway({ options, pusher, finished }: AtWork): Promise<void> {
  const { memory, timing } = options
  const sentLately = timing.now() - memory.lastSentAt < SENT_LATELY_MS
  await timing.sleep(sentLately ? PUSH_WAITS_AGAIN_MS : PUSH_WAITS_MS, finished)
  if (memory.hasReadAll && !finished.aborted) pusher.start()
}

/** Resolves where nobody confirms the subscription in time. */
const unanswered = ({ options, progress, finished }: AtWork): Promise<ConnectionEnd> =>
  new Promise((resolve) => {
    const giveUp = async () => {
      await options.timing.sleep(CONFIRMED_WITHIN_MS, finished)
      if (!progress.isOnline()) resolve({ end: 'dropped', why: problemOf('timeout') })
    }
    void giveUp()
  })
