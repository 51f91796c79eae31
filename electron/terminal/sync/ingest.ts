import { metadataSchema } from '#shared/contract/events.ts'
import type { DomainEvent } from '#shared/domain/index.ts'
import type { CentralEvent } from '../central/index.ts'
import { STATE_VERSION } from '../commands/aggregate.ts'
import { type Book, evolveLogged, readLogged, snapshotDue } from '../commands/books.ts'
import { type Identity, type Ledger, Undo, UnwritableRow } from '../commands/ledger.ts'
import { movementOf } from '../projections/index.ts'
import type { Checkpoint, LoggedEvent, Missing } from '../store/index.ts'
import { recogniseOwn, type Shed } from './adopt.ts'
import { followUp } from './followUp.ts'
import { postApprovedLines } from './postings.ts'
import { toLogged } from './read.ts'
import { foresee, redecideTail } from './redecide.ts'
import { carryOutSettlements } from './settle.ts'
import { keepASupervisor } from './supervisors.ts'

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
  | { readonly outcome: 'replaced'; readonly reason: string }

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
  readonly missing: readonly Missing[]
}

/** Sorts out what is known already. Each stream's events have to follow what is here without a gap. */
function select(
  ledger: Ledger,
  events: readonly CentralEvent[],
  allowGaps: boolean,
): Exclude<Ingested, { outcome: 'ingested' }> | Selected {
  const missing: Missing[] = []
  const heads = new Map<string, number>()
  const gaps = new Set<string>()
  const fresh: CentralEvent[] = []
  for (const event of events) {
    const { stream, revision, id } = event
    const known = ledger.books.get(stream).revision
    const head = heads.get(stream) ?? known
    if (event.type === STREAM_ENDED) {
      missing.push({ stream, first: head + 1, last: undefined })
      continue
    }
    if (revision <= known) {
      const here = ledger.store.events.at(stream, revision)
      if (here !== undefined && here.id !== id)
        return {
          outcome: 'replaced',
          reason: `Event ${revision} of ${stream} is not the one that this terminal knows.`,
        }
    } else if (revision > head + 1 && !allowGaps) gaps.add(stream)
    else if (revision > head) {
      if (revision > head + 1) missing.push({ stream, first: head + 1, last: revision - 1 })
      heads.set(stream, revision)
      fresh.push(event)
    }
  }
  return gaps.size > 0
    ? { outcome: 'gap', streams: [...gaps] }
    : { outcome: 'fresh', fresh, missing }
}

/** A stream while a batch of its events is taken in. */
type Touched = {
  book: Book
  readonly events: DomainEvent[]
  /** The tail has to be decided again. */
  moved: boolean
}

type Taken = { readonly own: boolean; readonly strange: readonly Shed[] | undefined }

/** Keeps one event and folds it. An event that its stream's aggregate cannot take is kept with the problem. */
function take(ledger: Ledger, identity: Identity, given: LoggedEvent, touched: Touched): Taken {
  const { store } = ledger
  const { book } = touched
  const { logged, confirmed } = fold(given, book)
  store.events.append(logged)
  touched.book = { ...book, revision: logged.revision, confirmed }
  if (book.aggregate && snapshotDue(logged.revision))
    store.snapshots.save(logged.stream, logged.revision, STATE_VERSION, confirmed)
  const event = readLogged(logged)
  if (event) touched.events.push(event)
  addMovement(ledger, logged, event)
  const isOwn = logged.terminal === identity.terminal
  const own = isOwn ? store.outbox.confirm(logged.stream, logged.id, logged.revision) : undefined
  if (own?.complete) arrived(ledger, own)
  if (own === undefined || !own.standing) touched.moved = true
  const strange = isOwn && own === undefined ? recogniseOwn(ledger, logged) : undefined
  return { own: own !== undefined, strange }
}

/** All of a decision is in the central store. Where it was replaced here meanwhile, what replaced it never happens. */
function arrived(
  { store: { outbox, movements } }: Ledger,
  { intention, standing }: { readonly intention: number; readonly standing: boolean },
): void {
  outbox.setState(intention, 'confirmed')
  if (!standing) for (const { id } of outbox.standing(intention).events) movements.drop(id)
}

function fold(logged: LoggedEvent, book: Book): { logged: LoggedEvent; confirmed: unknown } {
  try {
    return { logged, confirmed: evolveLogged(book.aggregate, book.confirmed, logged) }
  } catch {
    const problem = `${logged.type} does not belong in ${logged.stream}`
    return { logged: { ...logged, problem }, confirmed: book.confirmed }
  }
}

function addMovement(ledger: Ledger, logged: LoggedEvent, event: DomainEvent | undefined): void {
  const metadata = metadataSchema.safeParse(logged.metadata)
  if (event === undefined || !metadata.success) return
  const { id, stream, revision, recordedAt } = logged
  const movement = movementOf(event, { id, stream, metadata: metadata.data })
  if (movement) ledger.store.movements.addConfirmed(movement, revision, recordedAt)
}

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
  const { fresh, missing } = selected
  if (missing.length > 0) ledger.unit('ingest', () => missing.forEach(ledger.store.missing.add))
  try {
    return takeIn(ledger, identity, fresh.map(toLogged), checkpoint)
  } catch (error) {
    if (!(error instanceof UnwritableRow)) throw error
    return takeInOneByOne(ledger, identity, fresh.map(toLogged), checkpoint)
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
  fresh: readonly LoggedEvent[],
  checkpoint: Checkpoint | undefined,
): Extract<Ingested, { outcome: 'ingested' }> {
  const done = fresh.map((event) =>
    takeIn(ledger, identity, [withProblem(ledger, event)], undefined),
  )
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
  fresh: readonly LoggedEvent[],
  checkpoint: Checkpoint | undefined,
): Extract<Ingested, { outcome: 'ingested' }> {
  return ledger.unit('ingest', () => {
    const { reading, events: log, checkpoints } = ledger.store
    const isReading = reading.from() !== undefined
    const arrived = log.arrived()
    const streams = new Map<string, Touched>()
    const touch = (stream: string): Touched => {
      const touched = streams.get(stream) ?? {
        book: ledger.books.get(stream),
        events: [],
        moved: false,
      }
      streams.set(stream, touched)
      return touched
    }
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
    if (strange) reading.markStrange()
    if (strange && !isReading) reading.begin(arrived)
    if (checkpoint) checkpoints.write(checkpoint)
    let rebased = 0
    if (isReading || strange)
      for (const touched of streams.values()) show(ledger, identity, touched)
    else {
      for (const touched of streams.values()) rebased += settleStream(ledger, identity, touched)
      keepASupervisor(ledger, identity, fresh)
      carryOutSettlements(ledger, identity, fresh)
      postApprovedLines(ledger, identity, fresh)
    }
    const others = fresh.length - own
    return { outcome: 'ingested', own, others, rebased, shared: strange && !isReading }
  })
}

/** While the log is only read: what is pending stands on top of it as far as it can. */
function show(ledger: Ledger, identity: Identity, { book, events, moved }: Touched): void {
  const foreseen = moved ? foresee(ledger, identity, book) : { ...book, events: [] }
  const blocked = ledger.store.outbox.isBlocked(book.stream)
  const shown = { ...book, effective: foreseen.effective, blocked }
  ledger.books.put(shown)
  ledger.publish(shown, [...events, ...foreseen.events])
}

/** Own events that come back only move from pending to confirmed; anything else has the tail decided again. */
function settleStream(
  ledger: Ledger,
  identity: Identity,
  { book, events, moved }: Touched,
): number {
  if (!moved) {
    ledger.books.put(book)
    ledger.publish(book, events)
    return 0
  }
  const { rebased, followUps } = redecideTail(ledger, identity, book, events)
  followUp(ledger, identity, followUps)
  return rebased
}
