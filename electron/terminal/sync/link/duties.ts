import type { CentralStore } from '../../central/index.ts'
import {
  type Identity,
  type Ledger,
  readSite,
  type Timing,
  writeSite,
} from '../../commands/index.ts'
import { brokenBy } from '../exchange/brokenBy.ts'
import type { ConnectionEnd } from '../exchange/catchUp.ts'
import { measureClock, noteClock } from './clock.ts'
import type { Overdue } from '../../reactions/index.ts'
import { openReadAgain } from '../exchange/readAgain.ts'
import { firstEvent } from './site.ts'

/** How often is looked for what other terminals should have given. */
const OVERDUE_EVERY_MS = 5 * 60_000
/** How often what is missing of streams is asked for again. */
const READ_AGAIN_EVERY_MS = 5 * 60_000
/** A clock can be set at any time. */
const CLOCK_COMPARED_EVERY_MS = 60_000

export type DutyOptions = {
  readonly ledger: Ledger
  readonly identity: Identity
  readonly central: CentralStore
  readonly timing: Timing
  /** What other terminals should have given, and did not. */
  readonly overdue: Overdue
  /** The store gives this stream. */
  readonly given: (stream: string) => void
  /** Something happened that may mean that there is nothing more to do. */
  readonly progressed: () => void
  /** Aborts when the connection is over. */
  readonly signal: AbortSignal
}

export type Duties = {
  /** Once the log has been read to its end. */
  readonly start: () => void
  /** What is missing has been asked for again on this connection. */
  readonly hasReadAgain: () => boolean
  /** Does something else besides. What fails on a broken disk ends the connection. */
  readonly besides: (work: () => Promise<void>) => void
  /** Settles when something failed. */
  readonly broken: Promise<ConnectionEnd>
}

/** What is done now and then, besides pull and push, for as long as a connection lasts. */
export function openDuties(options: DutyOptions): Duties {
  const { ledger, identity, central, timing, signal, progressed } = options
  const { promise: broken, resolve } = Promise.withResolvers<ConnectionEnd>()
  const readAgain = openReadAgain({ ...options, yieldTurn: timing.yieldTurn })
  let hasReadAgain = false

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      resolve({ end: 'dropped', why: brokenBy(error) })
    }
  }
  const besides = (work: () => Promise<void>) => void attempt(work)
  const repeat = async (restMs: number, work: () => Promise<void> | void) => {
    while (!signal.aborted) {
      await work()
      await timing.sleep(restMs, signal)
    }
  }

  /** A store that was empty at first has a first event as soon as somebody has sent one. */
  async function nameSite(): Promise<void> {
    if (readSite(ledger.store.meta) !== undefined) return
    const first = await firstEvent(central, timing)
    if (first.result !== 'read' || first.value === undefined) return
    const site = first.value
    ledger.unit('ingest', () => writeSite(ledger.store.meta, site))
  }

  async function keepComparing(): Promise<void> {
    await timing.sleep(CLOCK_COMPARED_EVERY_MS, signal)
    await repeat(CLOCK_COMPARED_EVERY_MS, async () => {
      await nameSite()
      const offset = await measureClock(central, timing)
      if (offset !== undefined) noteClock(ledger, identity, offset)
    })
  }
  besides(keepComparing)

  return {
    start: () => {
      besides(nameSite)
      besides(() =>
        repeat(OVERDUE_EVERY_MS, () => options.overdue.lookAgain(identity, timing.now())),
      )
      besides(() =>
        repeat(READ_AGAIN_EVERY_MS, async () => {
          await readAgain()
          hasReadAgain = true
          progressed()
        }),
      )
    },
    hasReadAgain: () => hasReadAgain,
    besides,
    broken,
  }
}
