import type { DomainEvent } from '#shared/domain/index.ts'
import { allKeys, movementOf, keysOf, rowsOf } from '../projections/index.ts'
import {
  asStorageError,
  type PendingEvent,
  StorageError,
  type Store,
  type TransactionPurpose,
} from '../store/index.ts'
import type { Book, Books } from './books.ts'
import { openBooks } from './books.ts'
import { type Clock, openClock } from './clock.ts'
import { type ReadThen, rememberThen } from './readings.ts'
import type { Changes } from './changes.ts'
import type { Surroundings } from './surroundings.ts'

/** Who this terminal is, once it has been set up. */
export type Identity = { readonly terminal: string; readonly warehouse: string }

/** What is measured while the ledger works. */
export type LedgerObserver = {
  readonly projected: (eventType: string, seconds: number) => void
  readonly decided: (commandType: string, outcome: string, seconds: number) => void
  readonly rebased: (count: number) => void
  /** An intention on this stream was parked. Within the unit. */
  readonly conflicted: (stream: string) => void
}

/** The terminal's own copy: the journal, the folded streams and the read models, changed together or not at all. */
export type Ledger = {
  readonly store: Store
  readonly books: Books
  /** What is approved was looked at before: neither reads again what the other has read. */
  readonly readThen: ReadThen
  readonly changes: Changes
  readonly surroundings: Surroundings
  readonly observer: LedgerObserver
  readonly clock: Clock
  /** Undefined until the terminal has been set up. */
  readonly identity: () => Identity | undefined
  /** One durable transaction over all three. Within it `work` sees its own changes. */
  readonly unit: <T>(purpose: TransactionPurpose, work: () => T) => T
  /** Makes a book's new state known to the read models, at the keys that these events touch. */
  readonly publish: (book: Book, events: Iterable<DomainEvent>) => void
  /** The same for all keys of the book, and for those that it had before. */
  readonly publishWhole: (book: Book, before?: readonly string[]) => void
  /** Told which streams have something to push, after it has been committed. */
  readonly onPending: (listener: (streams: ReadonlySet<string>) => void) => void
  /** Within a unit: this stream has something to push. */
  readonly markPending: (stream: string) => void
}

/** Thrown within a unit to take back what it did; whoever throws it catches it. */
export class Undo extends Error {}

/** The read models cannot hold what an event says, on a disk that works. Within a unit it undoes the whole of it. */
export class UnwritableRow extends Error {
  constructor(type: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`${type}: the read models cannot hold it (${why})`, { cause })
    this.name = 'UnwritableRow'
  }
}

export type LedgerOptions = Omit<
  Ledger,
  'books' | 'clock' | 'readThen' | 'unit' | 'publish' | 'publishWhole' | 'onPending' | 'markPending'
>

export function openLedger(options: LedgerOptions): Ledger {
  const { store, changes, surroundings, observer } = options
  const books = openBooks(store)
  let pending = new Set<string>()
  let tellPending: (streams: ReadonlySet<string>) => void = () => {}

  function timed(type: string, work: () => void): void {
    const began = surroundings.monotonicNow()
    work()
    observer.projected(type, (surroundings.monotonicNow() - began) / 1000)
  }

  return {
    ...options,
    books,
    clock: openClock({ meta: store.meta, now: surroundings.now, uptime: surroundings.uptime }),
    readThen: rememberThen(),
    unit: (purpose, work) => {
      try {
        const result = store.transaction(purpose, work)
        books.commit()
        changes.commit()
        const streams = pending
        pending = new Set()
        if (streams.size > 0) tellPending(streams)
        return result
      } catch (error) {
        books.rollback()
        changes.rollback()
        pending = new Set()
        throw error
      }
    },
    publish: (book, events) => {
      const written = new Set<string>()
      for (const event of events)
        timed(event.type, () => {
          const keys = keysOf(book.stream, event).filter((key) => !written.has(key))
          keys.forEach((key) => written.add(key))
          try {
            rowsOf(book.stream, keys, book.confirmed, book.effective).forEach(store.writeRow)
          } catch (error) {
            const told = asStorageError(error, store.path)
            throw told instanceof StorageError ? told : new UnwritableRow(event.type, error)
          }
        })
      changes.markStream(book.stream)
    },
    publishWhole: ({ stream, confirmed, effective }, before = []) => {
      const keys = new Set([...before, ...allKeys(stream, confirmed, effective)])
      rowsOf(stream, keys, confirmed, effective).forEach(store.writeRow)
      changes.markStream(stream)
    },
    onPending: (listener) => {
      tellPending = listener
    },
    markPending: (stream) => void pending.add(stream),
  }
}

/** Puts what a pending decision would move among the movements. */
export function addPendingMovements(
  store: Pick<Store, 'movements'>,
  stream: string,
  events: readonly PendingEvent[],
  status: 'pending' | 'held' | 'conflict',
): void {
  for (const event of events) {
    const movement = movementOf(event, { id: event.id, stream, metadata: event.metadata })
    if (movement) store.movements.addPending(movement, status)
  }
}
