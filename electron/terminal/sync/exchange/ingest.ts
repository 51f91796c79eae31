import type { Problem } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'
import type { CentralEvent } from '../../central/index.ts'
import {
  type Identity,
  type Ledger,
  readLogged,
  Undo,
  UnwritableRow,
} from '../../commands/index.ts'
import type { Checkpoint, LoggedEvent } from '../../store/index.ts'
import { react } from '../../reactions/index.ts'
import { toLogged } from './read.ts'
import { end, fold, settleStream, show, take, touchedStreams } from './touched.ts'

export type Ingested =
  | {
      readonly outcome: 'ingested'
      /** Events that were new here: this terminal's own, and others'. */
      readonly own: number
      readonly others: number
      readonly rebased: number
      /** Somebody else records as this terminal at this moment: a copy of its data folder is at work. */
      readonly shared: boolean
    }
  /** Events of these streams are missing before the ones given: read them first. Nothing was kept. */
  | { readonly outcome: 'gap'; readonly streams: readonly string[] }
  /** The central store has another event where this terminal has one: it is not the same store. Nothing was kept. */
  | { readonly outcome: 'replaced'; readonly reason: Problem }

export type IngestOptions = {
  /** How far the log has been read with these events. */
  readonly checkpoint?: Checkpoint | undefined
  /** What comes before these events cannot be had: they are taken as they are, and the rest is known to be missing. */
  readonly allowGaps?: boolean
}

/** A tombstone: it stands in the stream itself, at the highest revision that there is, and nothing follows it. */
const STREAM_ENDED = '$streamDeleted'

type Selected = {
  readonly outcome: 'fresh'
  readonly fresh: readonly CentralEvent[]
  /** Streams that were ended for good. */
  readonly ended: readonly string[]
}

/** Sorts out what is known already. Each stream's events have to follow what is here without a gap. */
function select(
  ledger: Ledger,
  events: readonly CentralEvent[],
  allowGaps: boolean,
): Exclude<Ingested, { outcome: 'ingested' }> | Selected {
  const ended = new Set<string>()
  const heads = new Map<string, number>()
  const gaps = new Set<string>()
  const fresh: CentralEvent[] = []
  for (const event of events) {
    const { stream, revision, id } = event
    const known = ledger.books.get(stream).revision
    const head = heads.get(stream) ?? known
    if (event.type === STREAM_ENDED) {
      if (ledger.books.get(stream).gaps?.ended !== true) ended.add(stream)
      continue
    }
    if (revision <= known) {
      const here = ledger.store.events.at(stream, revision)
      if (here !== undefined && here.id !== id)
        return {
          outcome: 'replaced',
          reason: problemOf('store-older', { stream, revision }),
        }
    } else if (revision > head + 1 && !allowGaps) gaps.add(stream)
    else if (revision > head) {
      heads.set(stream, revision)
      fresh.push(event)
    }
  }
  return gaps.size > 0
    ? { outcome: 'gap', streams: [...gaps] }
    : { outcome: 'fresh', fresh, ended: [...ended] }
}

type Arriving = { readonly fresh: readonly LoggedEvent[]; readonly ended: readonly string[] }

/**
 * Takes in what the central store has: events, checkpoint, own ids confirmed, tails decided again and read models, all
 * in one transaction. Given again, the same events change nothing.
 */
export function ingest(
  ledger: Ledger,
  identity: Identity,
  events: readonly CentralEvent[],
  { checkpoint, allowGaps = false }: IngestOptions = {},
): Ingested {
  const selected = select(ledger, events, allowGaps)
  if (selected.outcome !== 'fresh') return selected
  const arriving = { fresh: selected.fresh.map(toLogged), ended: selected.ended }
  try {
    return takeIn(ledger, identity, arriving, checkpoint)
  } catch (error) {
    if (!(error instanceof UnwritableRow)) throw error
    return takeInOneByOne(ledger, identity, arriving, checkpoint)
  }
}

/**
 * One of these events says what the read models cannot hold. It is kept with that as its problem, is no part of its
 * stream's state, and the rest goes on. The same events are passed over on every terminal: what only this one has
 * pending plays no part in it.
 */
function takeInOneByOne(
  ledger: Ledger,
  identity: Identity,
  { fresh, ended }: Arriving,
  checkpoint: Checkpoint | undefined,
): Extract<Ingested, { outcome: 'ingested' }> {
  const done = fresh.map((event) =>
    takeIn(ledger, identity, { fresh: [withProblem(ledger, event)], ended: [] }, undefined),
  )
  takeIn(ledger, identity, { fresh: [], ended }, undefined)
  const sum = (count: 'own' | 'others' | 'rebased') =>
    done.reduce((total, each) => total + each[count], 0)
  if (checkpoint) ledger.unit('ingest', () => ledger.store.checkpoints.write(checkpoint))
  const [own, others, rebased] = [sum('own'), sum('others'), sum('rebased')]
  return { outcome: 'ingested', own, others, rebased, shared: done.some(({ shared }) => shared) }
}

/** Writes the rows of an event by itself, and takes them back: the event, with the problem if there is one. */
function withProblem(ledger: Ledger, logged: LoggedEvent): LoggedEvent {
  const event = readLogged(logged)
  if (event === undefined) return logged
  const book = ledger.books.get(logged.stream)
  const { confirmed } = fold(logged, book)
  try {
    ledger.unit('ingest', () => {
      ledger.publish({ ...book, confirmed, effective: confirmed }, [event])
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof UnwritableRow) return { ...logged, problem: error.message }
    if (!(error instanceof Undo)) throw error
  }
  return logged
}

function takeIn(
  ledger: Ledger,
  identity: Identity,
  { fresh, ended }: Arriving,
  checkpoint: Checkpoint | undefined,
): Extract<Ingested, { outcome: 'ingested' }> {
  return ledger.unit('ingest', () => {
    const { reading, events: log, checkpoints } = ledger.store
    const isReading = reading.from() !== undefined
    const arrived = log.arrived()
    const { touch, all } = touchedStreams(ledger)
    let own = 0
    let strange = false
    for (const event of fresh) {
      const taken = take(ledger, identity, event, touch(event.stream))
      if (taken.own) own += 1
      for (const { stream, events: shed } of taken.strange ?? []) {
        touch(stream).events.push(...shed)
        touch(stream).moved = true
      }
      strange ||= taken.strange !== undefined
    }
    for (const stream of ended) end(ledger, touch(stream))
    if (strange) reading.markStrange()
    if (strange && !isReading) reading.begin(arrived)
    if (checkpoint) checkpoints.write(checkpoint)
    let rebased = 0
    if (isReading || strange) for (const touched of all()) show(ledger, identity, touched)
    else {
      for (const touched of all()) rebased += settleStream(ledger, identity, touched)
      react(ledger, identity, fresh)
    }
    const others = fresh.length - own
    return { outcome: 'ingested', own, others, rebased, shared: strange && !isReading }
  })
}
