import { metadataSchema } from '#shared/contract/events.ts'
import { type DomainEvent, streams } from '#shared/domain/index.ts'
import type { NumberRange } from '#shared/domain/terminal/index.ts'
import {
  acceptAsTerminal,
  type Identity,
  type Ledger,
  readLogged,
  readPublicKey,
} from '../../commands/index.ts'
import { bringBack } from './bringBack.ts'

/** An intention of this terminal that the log has, with the number that it has there. */
type Recorded = {
  readonly id: string
  readonly sequence: number
  readonly occurredAt: string
  /** Somebody asked for it; it does not follow from something else. */
  readonly asked: boolean
}

/**
 * No terminal comes to this by counting. An event that says so in this one's name was made by somebody else: going on
 * above it would soon leave no number that is still exact.
 */
const HIGHEST_NUMBER = 2 ** 51

/** What the log has of this terminal since a moment: its intentions, also those without an event of their own. */
function recordedSince({ store }: Ledger, { terminal }: Identity, from: number) {
  const intentions = new Map<string, Recorded>()
  const events: DomainEvent[] = []
  const add = (one: Recorded) => void (intentions.has(one.id) || intentions.set(one.id, one))
  for (const logged of store.events.arrivedSince(from, { terminal })) {
    const metadata = metadataSchema.safeParse(logged.metadata)
    if (!metadata.success) continue
    const { intention: id, sequence, occurredAt, $correlationId } = metadata.data
    if (sequence > HIGHEST_NUMBER) continue
    add({ id, sequence, occurredAt, asked: $correlationId === id })
    const event = readLogged(logged)
    const spokenFor = event && numberSpokenFor(event)
    if (spokenFor !== undefined && spokenFor > HIGHEST_NUMBER) continue
    if (event) events.push(event)
    // These speak for another intention, which has no event of its own.
    if (event?.type === 'IntentionClosed') {
      const { intention, sequence: number } = event.data
      add({ id: intention, sequence: number, occurredAt, asked: false })
    }
    if (event?.type === 'ConflictRaised') {
      const { intention, ...rest } = event.data.intention
      add({ id: intention, sequence: rest.sequence, occurredAt: rest.occurredAt, asked: true })
    }
  }
  return { intentions: [...intentions.values()], events }
}

const numberSpokenFor = (event: DomainEvent): number | undefined =>
  event.type === 'IntentionClosed'
    ? event.data.sequence
    : event.type === 'ConflictRaised'
      ? event.data.intention.sequence
      : undefined

/** Not by spreading them: a call takes some hundred thousand arguments at most. */
const highest = (from: number, numbers: Iterable<number>): number => {
  let top = from
  for (const number of numbers) top = Math.max(top, number)
  return top
}
const lowest = (from: number, numbers: readonly number[]): number =>
  numbers.reduce((least, number) => Math.min(least, number), from)

/** The numbers of a range that are not among these. As much work as there are numbers, however wide the range is. */
export function missingIn(from: number, to: number, numbers: ReadonlySet<number>): NumberRange[] {
  const ranges: NumberRange[] = []
  let next = from
  for (const number of [...numbers].toSorted((a, b) => a - b)) {
    if (number < next || number > to) continue
    if (number > next) ranges.push({ from: next, to: number - 1 })
    next = number + 1
  }
  if (next <= to) ranges.push({ from: next, to })
  return ranges
}

/** Has another installation enrolled under this terminal's name? Then what it recorded is none of ours. */
function isNameTaken({ books, store }: Ledger, { terminal }: Identity): boolean {
  const state = books.get(streams.terminal(terminal)).confirmed
  return state.status !== 'unknown' && state.key !== readPublicKey(store.meta)
}

/** Those that the log does not have yet: they can have another number. */
function movable({ store }: Ledger, recorded: readonly Recorded[], first: number) {
  const numbers = new Map(recorded.map(({ id, sequence }) => [id, sequence]))
  return store.outbox
    .numberedFrom(first)
    .filter(({ id, sequence, known }) => !known && numbers.get(id) !== sequence)
}

/**
 * The log has work of this terminal that its outbox does not know: the data folder was put back from a copy. A new
 * epoch begins: what the log does not have yet is numbered above all that it has, and the terminal says so on its
 * own stream. Once the log has been read to its end, within a unit.
 */
export function beginEpochIfRestored(ledger: Ledger, identity: Identity, from: number): void {
  const { store, books, surroundings } = ledger
  if (!store.reading.hasStrange()) return
  store.reading.clearStrange()
  if (isNameTaken(ledger, identity)) return
  const { intentions, events } = recordedSince(ledger, identity, from)
  const numbers = new Set(intentions.map(({ sequence }) => sequence))
  const lost = intentions.filter(({ id }) => !store.outbox.has(id))
  const elsewhere = intentions.filter(
    ({ id, sequence }) => (store.outbox.findById(id)?.sequence ?? sequence) !== sequence,
  )
  const strange = [...lost, ...elsewhere].map(({ sequence }) => sequence)
  const firstStrange = lowest(store.outbox.lastSequence() + 1, strange)
  const copied = store.outbox.acceptedBefore(firstStrange)
  const moving = movable(ledger, intentions, firstStrange)
  const resumed = moving.flatMap(({ sequence }) => store.outbox.find(sequence)?.acceptedAt ?? [])
  const top = highest(store.outbox.lastSequence(), numbers)
  const changed = new Set([
    ...store.outbox.renumber(
      identity.terminal,
      new Map(moving.map(({ sequence }, index) => [sequence, top + 1 + index])),
    ),
    ...takeNumbersOf(ledger, identity, elsewhere),
  ])
  store.outbox.raiseNumbers(top)
  for (const stream of changed) books.forget(stream)
  bringBack(ledger, identity, events)
  const asked = lost.filter((one) => one.asked)
  const latest = asked
    .map(({ occurredAt }) => occurredAt)
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
  acceptAsTerminal(ledger, identity, {
    type: 'BeginEpoch',
    terminal: identity.terminal,
    first: top + 1,
    missing: missingIn(firstStrange, top, withKnown(ledger, numbers, firstStrange)),
    ...(copied === undefined ? {} : { copied }),
    resumed: resumed[0] ?? surroundings.now(),
    returned: asked.length,
    ...(latest.length === 0 ? {} : { latest: latest.at(-1) }),
  })
}

/** Those that the log has under another number get that one. */
function takeNumbersOf(
  { store }: Ledger,
  { terminal }: Identity,
  recorded: readonly Recorded[],
): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const { id, sequence } of recorded) {
    const here = store.outbox.findById(id)
    if (here === undefined || store.outbox.isNumberTaken(sequence)) continue
    const numbers = new Map([[here.sequence, sequence]])
    for (const stream of store.outbox.renumber(terminal, numbers)) changed.add(stream)
  }
  return changed
}

function withKnown(
  { store }: Ledger,
  numbers: ReadonlySet<number>,
  first: number,
): ReadonlySet<number> {
  return new Set([...numbers, ...store.outbox.numberedFrom(first).map(({ sequence }) => sequence)])
}
