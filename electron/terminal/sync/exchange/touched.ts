import { metadataSchema } from '#shared/contract/events.ts'
import type { DomainEvent } from '#shared/domain/index.ts'
import {
  type Book,
  evolveLogged,
  type Identity,
  type Ledger,
  loseIn,
  movedIn,
  readLogged,
  setsBin,
  snapshotDue,
  STATE_VERSION,
} from '../../commands/index.ts'
import { movementOf } from '../../projections/index.ts'
import type { LoggedEvent } from '../../store/index.ts'
import { recogniseOwn, type Shed } from './adopt.ts'
import { followUp, foresee, redecideTail } from '../../rebase/index.ts'

/** A stream while a batch of its events is taken in. */
export type Touched = {
  book: Book
  readonly events: DomainEvent[]
  /** The tail has to be decided again. */
  moved: boolean
  /** Events of it are missing or cannot be read, or are here again: what its rows say of any key may be something else now. */
  whole: boolean
}

/** The streams that a batch touches. */
export function touchedStreams({ books }: Ledger) {
  const streams = new Map<string, Touched>()
  return {
    touch: (stream: string): Touched => {
      const known = streams.get(stream)
      if (known) return known
      const touched = { book: books.get(stream), events: [], moved: false, whole: false }
      streams.set(stream, touched)
      return touched
    },
    all: () => streams.values(),
  }
}

type Taken = { readonly own: boolean; readonly strange: readonly Shed[] | undefined }

/** Keeps one event and folds it. An event that its stream's aggregate cannot take is kept with the problem. */
export function take(
  ledger: Ledger,
  identity: Identity,
  given: LoggedEvent,
  touched: Touched,
): Taken {
  const { store } = ledger
  if (given.revision > touched.book.revision + 1) lose(ledger, given, touched)
  const { book } = touched
  const { logged, confirmed } = fold(given, book)
  store.events.append(logged)
  touched.book = { ...book, revision: logged.revision, confirmed }
  if (logged.problem !== undefined) passOver(ledger, touched)
  if (book.aggregate && snapshotDue(logged.revision))
    store.snapshots.save(logged.stream, logged.revision, STATE_VERSION, confirmed)
  const event = readLogged(logged)
  if (event) touched.events.push(event)
  const moved = setsBin(event) ? movedIn(event, book.confirmed, confirmed) : undefined
  addMovement(ledger, logged, event, moved)
  return confirmOwn(ledger, identity, logged, touched)
}

/** What comes before it cannot be had: the stream is incomplete here from now on. */
function lose(
  { store: { missing } }: Ledger,
  { stream, revision }: LoggedEvent,
  touched: Touched,
): void {
  const { book } = touched
  missing.add({ stream, first: book.revision + 1, last: revision - 1 })
  const confirmed = loseIn(book.aggregate, book.confirmed)
  touched.book = { ...book, confirmed, gaps: missing.of(stream) }
  touched.moved = true
  touched.whole = true
}

/** It cannot be read: the stream is incomplete here until it can be. */
function passOver({ store: { missing } }: Ledger, touched: Touched): void {
  const { book } = touched
  touched.book = { ...book, gaps: missing.of(book.stream) }
  touched.moved = true
  touched.whole = true
}

/** A stream was ended for good. What of it came before its end and is not here, nobody can tell. */
export function end({ store, books }: Ledger, touched: Touched): void {
  const { stream, revision } = touched.book
  store.missing.add({ stream, first: revision + 1, last: undefined })
  books.forget(stream)
  touched.book = books.get(stream)
  touched.whole = true
}

/** What is ours of it is confirmed; what we do not know of as ours is looked at as what others did. */
export function confirmOwn(
  ledger: Ledger,
  identity: Identity,
  logged: LoggedEvent,
  touched: Touched,
): Taken {
  const { store } = ledger
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

export function fold(logged: LoggedEvent, book: Book): { logged: LoggedEvent; confirmed: unknown } {
  try {
    return { logged, confirmed: evolveLogged(book.aggregate, book.confirmed, logged) }
  } catch {
    const problem = `${logged.type} does not belong in ${logged.stream}`
    return { logged: { ...logged, problem }, confirmed: loseIn(book.aggregate, book.confirmed) }
  }
}

export function addMovement(
  ledger: Ledger,
  logged: LoggedEvent,
  event: DomainEvent | undefined,
  /** What it did to the book here, where the event does not say that. */
  moved?: number,
): void {
  const metadata = metadataSchema.safeParse(logged.metadata)
  if (event === undefined || !metadata.success) return
  const { id, stream, revision, recordedAt } = logged
  const movement = movementOf(event, { id, stream, metadata: metadata.data }, moved)
  if (movement) ledger.store.movements.addConfirmed(movement, revision, recordedAt)
}

/** While the log is only read: what is pending stands on top of it as far as it can. */
export function show(
  ledger: Ledger,
  identity: Identity,
  { book, events, moved, whole }: Touched,
): void {
  const foreseen = moved ? foresee(ledger, identity, book) : { ...book, events: [] }
  const blocked = ledger.store.outbox.isBlocked(book.stream)
  const shown = { ...book, effective: foreseen.effective, blocked }
  ledger.books.put(shown)
  ledger.publish(shown, [...events, ...foreseen.events])
  if (whole) ledger.publishWhole(shown)
}

/** Own events that come back only move from pending to confirmed; anything else has the tail decided again. */
export function settleStream(ledger: Ledger, identity: Identity, touched: Touched): number {
  const { book, events, moved, whole } = touched
  let rebased = 0
  if (moved) {
    const redecided = redecideTail(ledger, identity, book, events)
    followUp(ledger, identity, redecided.followUps)
    rebased = redecided.rebased
  } else {
    ledger.books.put(book)
    ledger.publish(book, events)
  }
  if (whole) ledger.publishWhole(ledger.books.get(book.stream))
  return rebased
}
