import { spanOf, withOffset } from '../clock.ts'
import { instant } from '../instant.ts'
import { oncePer } from '../memo.ts'
import type { Observation } from '../stock/index.ts'
import type { Place } from './messages.ts'
import { type CountLine, entryId, type OpenedCount, samePlace } from './state.ts'

/** One person's look at a place: an entry, or what was entered into one tally. */
export type CountObservation = {
  readonly sku: string
  readonly observation: Observation
  readonly by: string
  /** When the counter looked, or scanned the last piece of it. */
  readonly at: string
  /** What the counter's terminal took the book to be. */
  readonly expected: number
  readonly round: number
  readonly late: boolean
  readonly reason?: string | undefined
  /** How many entries the count had when it began: what was decided with more of them can have seen it. */
  readonly after: number
}

/**
 * The entries of one look. What an approval covered is frozen: entries of the same tally that come in afterwards make
 * another look, of all that the tally has by then, with an id of its own.
 */
type Look = {
  readonly id: string
  readonly lines: readonly CountLine[]
  /** The first entry that is not part of an approved look already, and where it stands among the count's entries. */
  readonly opening: CountLine
  readonly after: number
}

type Numbered = { readonly line: CountLine; readonly index: number }

const live = (numbered: readonly Numbered[]) =>
  numbered.flatMap(({ line }) => (line.undone ? [] : [line]))

/** Later looks of a tally have ids that sort behind those before them. */
const laterId = (base: string, part: number, opening: CountLine) =>
  `${base}:${String(part).padStart(3, '0')}:${opening.line}`

/** The looks that a tally comes to: one up to each approval that covered it, and one of what came in since. */
function looksOf(
  base: string,
  entries: readonly Numbered[],
  approved: ReadonlyMap<string, number>,
): readonly Look[] {
  const looks: Look[] = []
  let rest = entries
  for (let part = 0; ; part += 1) {
    const opening = rest[0]
    if (opening === undefined || live(rest).length === 0) return looks
    const id = part === 0 ? base : laterId(base, part, opening.line)
    const until = approved.get(id)
    const lines = live(until === undefined ? entries : entries.filter((one) => one.index < until))
    if (lines.length > 0) looks.push({ id, lines, opening: opening.line, after: opening.index })
    if (until === undefined) return looks
    rest = entries.filter((one) => one.index >= until)
  }
}

const approvedIds = oncePer(
  (approved: OpenedCount['approved']): ReadonlyMap<string, number> =>
    new Map(approved.map(({ line, entries }) => [line, entries])),
)

const lookAt = oncePer((state: OpenedCount): readonly Look[] => {
  const groups = new Map<string, { base: string; entries: Numbered[] }>()
  const firstBins = new Map<string, string>()
  state.lines.forEach((line, index) => {
    const id = entryId(line)
    const firstBin = firstBins.get(id) ?? line.bin
    firstBins.set(id, firstBin)
    // A tally that is gone on with in another bin is another look: what is there is not added to the first bin.
    const elsewhere = firstBin !== line.bin
    const key = elsewhere ? `${line.bin}\n${id}` : id
    const group = groups.get(key)
    if (group) group.entries.push({ line, index })
    else {
      const base = elsewhere ? `${line.line}:${line.sku}` : id
      groups.set(key, { base, entries: [{ line, index }] })
    }
  })
  const approved = approvedIds(state.approved)
  return [...groups.values()]
    .flatMap(({ base, entries }) => looksOf(base, entries, approved))
    .toSorted((a, b) => a.after - b.after)
})

const earlier = (a: string, b: string) => (instant(a) <= instant(b) ? a : b)
const later = (a: string, b: string) => (instant(a) >= instant(b) ? a : b)

/** An observation has the time of its own entries: what else was entered at the bin is another look. */
function observationFrom(count: string, look: Look): readonly CountObservation[] {
  const { id, lines, opening, after } = look
  const first = lines[0]
  if (first === undefined) return []
  const spans = lines.map((line) => spanOf(line.at, line.clockOffset))
  const to = spans.map((span) => span.to).reduce(later)
  const { clockOffset } = lines.find((line) => line.clockOffset !== undefined) ?? {}
  const observation: Observation = {
    count,
    line: id,
    bin: first.bin,
    counted: lines.reduce((total, { quantity }) => total + quantity, 0),
    from: spans.map((span) => span.from).reduce(earlier),
    to,
    terminal: first.terminal,
    sequence: first.sequence,
    known: first.known,
    live: lines.every((line) => line.live),
    ...withOffset(clockOffset),
  }
  const { sku, by } = first
  const { expected, round } = opening
  const reason = lines.findLast((line) => line.reason !== undefined)?.reason
  const late = lines.some((line) => line.late)
  return [{ sku, observation, by, at: to, expected, round, late, reason, after }]
}

const alone = new WeakMap<CountLine, readonly CountObservation[]>()

/** An entry that is an observation by itself stays the same value from state to state. */
function observationOf(count: string, look: Look): readonly CountObservation[] {
  const [line, ...others] = look.lines
  if (line === undefined || others.length > 0) return observationFrom(count, look)
  const known = alone.get(line)
  if (known?.[0]?.observation.line === look.id) return known
  const found = observationFrom(count, look)
  alone.set(line, found)
  return found
}

/** What has been observed, in the order in which it was begun. What was undone is left out. */
export const observationsOf = oncePer((state: OpenedCount): readonly CountObservation[] =>
  lookAt(state).flatMap((look) => observationOf(state.plan.count, look)),
)

export const findObservation = (state: OpenedCount, line: string): CountObservation | undefined =>
  observationsOf(state).find(({ observation }) => observation.line === line)

export const placeOf = ({ sku, observation: { bin } }: CountObservation): Place => ({ bin, sku })

/** Was this entry part of what was approved? */
export function isCovered(state: OpenedCount, line: string): boolean {
  const approved = approvedIds(state.approved)
  return lookAt(state).some(
    (look) => approved.has(look.id) && look.lines.some((one) => one.line === line),
  )
}

/** Who has counted a place so far. */
export const countersOf = (state: OpenedCount, place: Place): ReadonlySet<string> =>
  new Set(state.lines.filter((line) => !line.undone && samePlace(line, place)).map(({ by }) => by))
