import { problemOf } from '#shared/contract/problem.ts'
import { type AppendResult, type CentralStore, isTooOld } from '../../central/index.ts'
import {
  type Identity,
  type Ledger,
  readSite,
  type Timing,
  writeSite,
} from '../../commands/index.ts'
import type { SessionEnd } from '../exchange/catchUp.ts'
import { measureClock, noteClock } from './clock.ts'
import { openDuties } from './duties.ts'
import { conclude } from '../exchange/conclude.ts'
import { type AcceptOrder, halt } from './halt.ts'
import type { LinkKeeper } from './link.ts'
import { pull } from '../exchange/pull.ts'
import { openPusher, type Pusher, type PushMemory } from '../exchange/push.ts'
import { recognise } from './recognise.ts'
import type { Tally } from '../exchange/tally.ts'
import type { Overdue } from '../../reactions/index.ts'

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

export type SessionOptions = {
  readonly ledger: Ledger
  readonly identity: Identity
  readonly central: CentralStore
  /** Prefixes of the streams to follow; all when undefined. */
  readonly prefixes: readonly string[] | undefined
  readonly memory: PushMemory
  readonly tally: Tally
  readonly timing: Timing
  readonly link: LinkKeeper
  readonly signal: AbortSignal
  readonly appended: (result: AppendResult['result']) => void
  /** Something happened that may mean that there is nothing more to do. */
  readonly progressed: () => void
  /** What other terminals should have given, and did not. */
  readonly overdue: Overdue
  /** The pusher of this session, so that what is accepted meanwhile reaches it. */
  readonly opened: (session: OpenSession) => void
  /** What a supervisor has asked for about a store that is not the one that is known, once. */
  readonly takeOrder: () => AcceptOrder | undefined
  /** It is the store that is known. */
  readonly recognised: () => void
}

export type OpenSession = {
  readonly pusher: Pusher
  readonly isCaughtUp: () => boolean
  /** What is missing has been asked for again on this connection. */
  readonly hasReadAgain: () => boolean
  /** Something has come of it: it has caught up, or an event went one way or the other. */
  readonly gotOn: () => boolean
  /** How far the pull is behind, in seconds, by the store's clock against this one; 0 when it has caught up. */
  readonly lagSeconds: () => number
}

/** One connection: from the first question until it drops, is parked, or is stopped. Leaves nothing open. */
export async function runSession(options: SessionOptions): Promise<SessionEnd> {
  const { central, signal } = options
  const giveUp = () => void central.dispose()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await exchange(options)
  } finally {
    signal.removeEventListener('abort', giveUp)
    await central.dispose()
  }
}

async function exchange(options: SessionOptions): Promise<SessionEnd> {
  const { ledger, identity, central, prefixes, memory, tally, timing, link, signal } = options
  const follows = prefixes?.join(' ') ?? '*'
  const stored = ledger.store.checkpoints.read()
  // All at once: each takes the whole way there and back, and nothing is written before all is answered.
  const recognising = recognise(central, ledger, identity, timing)
  recognising.catch(() => {})
  const [version, offset] = await Promise.all([central.version(), measureClock(central, timing)])
  if (isTooOld(version)) return { end: 'dropped', why: problemOf('server-too-old', version) }
  const known = await recognising
  if (known.store === 'unreachable') return { end: 'dropped', why: known.why }
  link.heard()
  const halted = await halt(known, options)
  if (halted) return halted
  options.recognised()
  const site = known.store === 'known' ? known.site : undefined
  ledger.unit('ingest', () => {
    const { halted: look, meta } = ledger.store
    look.forget()
    if (site !== undefined && site !== readSite(meta)) writeSite(meta, site)
  })
  if (offset !== undefined) noteClock(ledger, identity, offset)
  if (!memory.hasReadAll)
    ledger.unit('ingest', () => {
      ledger.store.reading.begin(ledger.store.events.arrived())
    })
  const after = stored?.follows === follows ? stored.position : undefined
  const subscription = central.subscribe(prefixes, after)
  const stop = () => subscription.close()
  signal.addEventListener('abort', stop, { once: true })
  let caughtUp = false
  let online = false
  let gotOn = false
  const pusher = openPusher({
    ...options,
    heard: link.heard,
    idle: options.progressed,
    appended: (result) => {
      if (result === 'appended') {
        gotOn = true
        memory.lastSentAt = timing.now()
      }
      options.appended(result)
    },
  })
  const finished = new AbortController()
  const duties = openDuties({
    ...options,
    given: (stream) => void memory.refused.delete(stream),
    signal: finished.signal,
  })
  let reached = timing.now()
  options.opened({
    pusher,
    isCaughtUp: () => caughtUp,
    hasReadAgain: duties.hasReadAgain,
    gotOn: () => gotOn,
    lagSeconds: () => (caughtUp ? 0 : Math.max(0, (timing.now() - reached) / 1000)),
  })
  const startAnyway = async () => {
    const sentLately = timing.now() - memory.lastSentAt < SENT_LATELY_MS
    await timing.sleep(sentLately ? PUSH_WAITS_AGAIN_MS : PUSH_WAITS_MS, finished.signal)
    if (memory.hasReadAll && !finished.signal.aborted) pusher.start()
  }
  const unanswered = new Promise<SessionEnd>((resolve) => {
    const giveUp = async () => {
      await timing.sleep(CONFIRMED_WITHIN_MS, finished.signal)
      if (!online) resolve({ end: 'dropped', why: problemOf('timeout') })
    }
    void giveUp()
  })
  let pulling: Promise<SessionEnd> | undefined
  try {
    if (signal.aborted) stop()
    pulling = pull({
      ledger,
      identity,
      central,
      subscription,
      tally,
      follows,
      timing,
      signal,
      heard: () => {
        link.heard()
        if (online) return
        online = true
        link.online()
        duties.besides(startAnyway)
      },
      refused: (stream, why) => void memory.refused.set(stream, why),
      reached: (recordedAt) => {
        reached = Date.parse(recordedAt)
        gotOn = true
      },
      caughtUp: async () => {
        const rebased = await conclude(ledger, identity, timing.yieldTurn)
        tally.ingested({ own: 0, others: 0, rebased })
        memory.hasReadAll = true
        if (!caughtUp) {
          ledger.unit('ingest', () => options.overdue.onceCaughtUp(identity))
          duties.start()
          pusher.start()
        }
        caughtUp = true
        gotOn = true
        options.progressed()
      },
    })
    return await Promise.race([pulling, pusher.ended, unanswered, duties.broken])
  } finally {
    finished.abort()
    // What pushes at once and is always cut off would never let anything be pulled.
    if (!gotOn) memory.lastSentAt = -Infinity
    signal.removeEventListener('abort', stop)
    subscription.close()
    // Nothing more is begun on a connection that goes away.
    const stopped = pusher.stop()
    await central.dispose()
    await Promise.allSettled([pulling, stopped])
  }
}
