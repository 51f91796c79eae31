import { LRUCache } from 'lru-cache'
import { parseEvent } from '#shared/contract/events.ts'
import {
  categories,
  type Category,
  type DomainEvent,
  parseStream,
  streamOf,
} from '#shared/domain/index.ts'
import type { Gaps, LoggedEvent, Store } from '../store/index.ts'
import { aggregateOf, type AnyAggregate, STATE_VERSION, type StateIn } from './aggregate.ts'

/** A stream as this terminal knows it, folded. Values: a change makes a new one. */
export type Book<State = unknown> = {
  readonly stream: string
  readonly aggregate: AnyAggregate | undefined
  /** The confirmed revision, -1 for none. */
  readonly revision: number
  readonly confirmed: State
  /** Confirmed plus pending, in order: what the floor sees and what commands are decided on. */
  readonly effective: State
  /** A conflict holds the rest of the tail back. */
  readonly blocked: boolean
  /** What is missing of it here, or cannot be read; undefined where nothing is. */
  readonly gaps: Gaps | undefined
}

/** Events of a stream from one snapshot to the next. */
const SNAPSHOT_EVERY = 100

/** Is it time for a snapshot at this revision? */
export const snapshotDue = (revision: number): boolean => (revision + 1) % SNAPSHOT_EVERY === 0

/** More than one count goes through, or else each look at it would load them all anew. A stream takes about 2 kB. */
const KEPT_IN_MEMORY = 20_000

/** What is known of a stream once events in between are missing, or cannot be read. */
export const loseIn = (aggregate: AnyAggregate | undefined, state: unknown): unknown =>
  aggregate?.lose ? aggregate.lose(state) : state

/** Folds what can be read; what cannot may have said anything, as if it were missing. */
export function evolveLogged(
  aggregate: AnyAggregate | undefined,
  state: unknown,
  event: LoggedEvent,
): unknown {
  const readable = readLogged(event)
  if (readable === undefined) return loseIn(aggregate, state)
  return aggregate ? aggregate.evolve(state, readable) : state
}

export function readLogged(event: LoggedEvent): DomainEvent | undefined {
  if (event.problem !== undefined) return undefined
  const parsed = parseEvent(event.type, event.version, event.data)
  return parsed.ok && streamOf(parsed.event) === event.stream ? parsed.event : undefined
}

export type Books = {
  readonly get: <Stream extends string>(stream: Stream) => Book<StateIn<Stream>>
  readonly put: (book: Book) => void
  /** What is pending on the stream was changed where it is kept: it is loaded again when it is asked for. */
  readonly forget: (stream: string) => void
  /** All of it: the journal itself is another. */
  readonly clear: () => void
  /** Only grows, and has grown whenever a book of the category has changed. */
  readonly changes: (category: Category) => number
  /** What was put since the last commit or rollback is what the database says now … */
  readonly commit: () => void
  /** … or never happened: it is loaded again when it is asked for. */
  readonly rollback: () => void
}

/** The tables that a stream is folded from. */
type Folded = Pick<Store, 'events' | 'outbox' | 'snapshots' | 'missing'>

type Confirmed = { readonly revision: number; readonly state: unknown }
/** Told the stream's state after each of its events. */
type EachFolded = (folded: Confirmed) => void

function foldLogged(
  { events }: Pick<Store, 'events'>,
  stream: string,
  from: Confirmed,
  each?: EachFolded,
): Confirmed {
  const aggregate = aggregateOf(stream)
  let { revision, state } = from
  for (const event of events.after(stream, revision)) {
    if (event.revision > revision + 1) state = loseIn(aggregate, state)
    state = evolveLogged(aggregate, state, event)
    revision = event.revision
    each?.({ revision, state })
  }
  return { revision, state }
}

/** A stream folded: the snapshot, the events after it, and the pending tail. */
export function loadBook(store: Folded, stream: string, each?: EachFolded): Book {
  const aggregate = aggregateOf(stream)
  const gaps = store.missing.of(stream)
  if (aggregate === undefined) {
    const revision = store.events.head(stream)
    const nothing = { confirmed: undefined, effective: undefined, blocked: false, gaps }
    return { stream, aggregate, revision, ...nothing }
  }
  const snapshot = store.snapshots.load(stream, STATE_VERSION)
  const from = snapshot?.revision ?? -1
  const state = snapshot?.state ?? aggregate.initialState
  const folded = foldLogged(store, stream, { revision: from, state }, each)
  const { revision } = folded
  let confirmed = folded.state
  if (revision - from >= SNAPSHOT_EVERY)
    store.snapshots.save(stream, revision, STATE_VERSION, confirmed)
  // What came before the end of a stream can be missing, too.
  if (gaps?.ended === true) confirmed = loseIn(aggregate, confirmed)
  const effective = store.outbox
    .unconfirmed(stream)
    .map(({ event }) => event)
    .reduce<unknown>(aggregate.evolve, confirmed)
  const blocked = store.outbox.isBlocked(stream)
  return { stream, aggregate, revision, confirmed, effective, blocked, gaps }
}

/**
 * The folded streams, the most recently used in memory: a command costs the same whether its stream has a thousand
 * events or a million.
 */
export function openBooks(store: Folded): Books {
  const kept = new LRUCache<string, Book>({ max: KEPT_IN_MEMORY })
  const uncommitted = new Set<string>()
  const changes = new Map<string, number>()

  function changed(stream: string): void {
    const category = parseStream(stream)?.category ?? ''
    changes.set(category, (changes.get(category) ?? 0) + 1)
  }

  function keep(book: Book): Book {
    kept.set(book.stream, book)
    return book
  }

  return {
    // Each stream was folded by the aggregate that its name says.
    get: <Stream extends string>(stream: Stream) =>
      (kept.get(stream) ?? keep(loadBook(store, stream))) as Book<StateIn<Stream>>,
    put: (book) => {
      changed(book.stream)
      uncommitted.add(book.stream)
      keep(book)
    },
    forget: (stream) => {
      kept.delete(stream)
      // What is loaded within the unit may never have happened.
      uncommitted.add(stream)
      changed(stream)
    },
    clear: () => {
      kept.clear()
      uncommitted.clear()
      for (const category of categories) changed(`${category}-`)
    },
    changes: (category) => changes.get(category) ?? 0,
    commit: () => uncommitted.clear(),
    rollback: () => {
      for (const stream of uncommitted) kept.delete(stream)
      uncommitted.clear()
    },
  }
}
