import type {
  CountDetail,
  CountEntryRow,
  CountLineRow,
  CountLineState,
  CountRow,
  CoveredCount,
} from '#shared/contract/api/index.ts'
import type { Cover } from '#shared/contract/covered.ts'
import {
  approvableBy,
  type CountObservation,
  type OpenedCount,
  type ReviewedPlace,
  reviewOf,
  roundOf,
} from '#shared/domain/count/index.ts'
import { defaultCountPolicy, type Role, streams } from '#shared/domain/index.ts'
import { contextOfCount, type CountSource, readingsOf } from '../commands/index.ts'
import { type Connection, countLineOf, type Posted } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'
import { whileUnchanged } from './whileUnchanged.ts'

/** A count with everything in figures: nothing is covered here. */
type Tallied = CountRow & { readonly toDecide: number; readonly ready: number }

/** Where the states of streams are found; asked for anew with each query. */
export type States = () => CountSource

/** Counts of this terminal's warehouse: folded streams, reviewed as the domain reviews them. */
export function countQueries(db: Connection, identity: Identity, states: States) {
  const all = db.prepare<[string], { count: string }>(
    'SELECT count FROM count WHERE warehouse = ? ORDER BY seq DESC',
  )
  const underWay = db.prepare<[string], { count: string }>(
    `SELECT count FROM count WHERE warehouse = ? AND status IN ('open', 'submitted')`,
  )
  const open = db.prepare<[string], { found: 1 }>(
    `SELECT 1 AS found FROM intention WHERE stream = ? AND state IN ('pending', 'held', 'conflict') LIMIT 1`,
  )

  function opened(source: CountSource, count: string): OpenedCount | undefined {
    const stream = streams.count(warehouseOf(identity), count)
    const state = source.bookOf(stream).effective
    return state.status === 'unopened' ? undefined : state
  }

  function review(source: CountSource, warehouse: string, state: OpenedCount) {
    const policy = source.lookups.warehouse(warehouse)?.counting
    const context = contextOfCount(source, warehouse, state)
    const readings = readingsOf(source, warehouse, state, policy, context)
    const places = reviewOf(state, readings, policy)
    const byLine = new Map(readings.map((reading) => [reading.line, reading]))
    return { places, readings: byLine, ...context }
  }

  /** For the count that somebody looks at: while goods move elsewhere it is asked for again and again. */
  const reviewOnce = whileUnchanged(review)

  const isPending = (count: string) =>
    open.get(streams.count(warehouseOf(identity), count)) !== undefined

  const summaryOf = whileUnchanged((source, warehouse, state) =>
    summary(state, review(source, warehouse, state).places),
  )

  /** Handed in, and something of it is to be counted again. */
  const isRecounted = (source: CountSource, state: OpenedCount): boolean =>
    state.status === 'submitted' && summaryOf(source, warehouseOf(identity), state).toRecount > 0

  function row(source: CountSource, count: string): Tallied | undefined {
    const state = opened(source, count)
    const found = state && summaryOf(source, warehouseOf(identity), state)
    return found && { ...found, pending: isPending(count) }
  }

  function linesOf(
    source: CountSource,
    warehouse: string,
    state: OpenedCount,
    { places, readings, posted, products }: ReturnType<typeof review>,
    viewer?: string,
  ): CountLineRow[] {
    const { count } = state.plan
    const approved = new Set(state.approved.map(({ line }) => line))
    const { ownApproval } = source.lookups.warehouse(warehouse)?.counting ?? defaultCountPolicy
    const isOwn = (place: ReviewedPlace) =>
      viewer !== undefined && approvableBy(place, viewer, ownApproval) === undefined
    return places
      .flatMap((place) =>
        place.observations.map((one): CountLineRow => {
          const { observation, by, reason, late } = one
          const reading = readings.get(observation.line)
          const book = reading?.book ?? one.expected
          const variance = observation.counted - book
          const { unitValue } = reading ?? {}
          return {
            count,
            line: observation.line,
            bin: place.bin,
            sku: place.sku,
            name: products.get(place.sku)?.name ?? place.sku,
            counted: observation.counted,
            book,
            variance,
            value: unitValue === undefined ? null : variance * unitValue,
            incomplete: reading?.incomplete === true,
            state: stateFor(isOwn(place), stateOf(posted, approved, place, one)),
            reason: (one === place.chosen ? place.reason : reason) ?? null,
            countedBy: by,
            terminal: observation.terminal,
            occurredAt: one.at,
            late,
          }
        }),
      )
      .toSorted(byTime)
  }

  const standingVariances = whileUnchanged((source, warehouse, state) =>
    linesOf(source, warehouse, state, review(source, warehouse, state)).filter(
      // On an incomplete book, what a line is off by is not known: it may be off where none is seen.
      ({ variance, incomplete, state: standing }) =>
        (variance !== 0 || (incomplete && standing !== 'posted')) && standing !== 'superseded',
    ),
  )

  /** Entries of this terminal that were not taken back, of these the chosen ones, the newest first. */
  function entries(
    count: string,
    choose: (lines: OpenedCount['lines']) => OpenedCount['lines'],
  ): CountEntryRow[] {
    const source = states()
    const state = opened(source, count)
    if (state === undefined) return []
    const stream = streams.count(warehouseOf(identity), count)
    const confirmed = source.bookOf(stream).confirmed
    const known = new Set(
      confirmed.status === 'unopened' ? [] : confirmed.lines.map(({ line }) => line),
    )
    const { terminal } = identity() ?? {}
    const own = state.lines.filter((entry) => !entry.undone && entry.terminal === terminal)
    return choose(own)
      .toReversed()
      .map(({ line, bin, sku, quantity, scanned, tally, by, at, round }) => ({
        line,
        bin,
        sku,
        quantity,
        scanned: scanned === true,
        tally: tally ?? null,
        by,
        occurredAt: at,
        past: round < roundOf(state, { bin, sku }),
        pending: !known.has(line),
      }))
  }

  return {
    /** Are its counters not to know what the book says? */
    isBlind: (count: string): boolean => opened(states(), count)?.plan.blind ?? false,
    /**
     * Blind counts whose figures are covered for a person: they count there, or `has` them open. One that was handed in
     * is counted again by whoever has it open while a recount is asked for.
     */
    covering: (
      { operator, role }: { readonly operator: string; readonly role: Role },
      has: (count: string) => boolean,
    ): CoveredCount[] => {
      const source = states()
      return underWay.all(warehouseOf(identity)).flatMap(({ count }) => {
        const state = opened(source, count)
        if (state === undefined || !state.plan.blind) return []
        const isOpen = state.status === 'open'
        const isTheirs =
          (has(count) && (isOpen || isRecounted(source, state))) ||
          (isOpen &&
            ((role === 'operator' && state.openedBy === operator) ||
              state.lines.some(({ by, undone }) => by === operator && !undone)))
        const { bins, skus } = state.plan
        return isTheirs ? [{ count, bins: [...bins], skus: [...skus] }] : []
      })
    },
    /** Counts that are not approved yet and have an entry on a covered place: how they stand says something of the book. */
    over: (cover: Cover): string[] => {
      const source = states()
      return underWay
        .all(warehouseOf(identity))
        .map(({ count }) => count)
        .filter((count) =>
          opened(source, count)?.lines.some(({ bin, sku }) => cover.place(bin, sku)),
        )
    },
    /** Has somebody counted there what is not handed in yet? */
    isCounting: (count: string, operator: string): boolean => {
      const state = opened(states(), count)
      return (
        state?.status === 'open' && state.lines.some(({ by, undone }) => by === operator && !undone)
      )
    },
    /** The newest first. */
    list: (): Tallied[] => {
      const source = states()
      return all.all(warehouseOf(identity)).flatMap(({ count }) => row(source, count) ?? [])
    },
    get: (count: string): CountDetail | undefined => {
      const source = states()
      const state = opened(source, count)
      if (state === undefined) return undefined
      const { places } = reviewOnce(source, warehouseOf(identity), state)
      return {
        ...summary(state, places),
        pending: isPending(count),
        ...detail(state, places, identity()?.terminal),
      }
    },
    /** Every observation, in the order in which they were made, as they stand for somebody who looks. */
    lines: (count: string, viewer?: string): CountLineRow[] => {
      const source = states()
      const state = opened(source, count)
      if (state === undefined) return []
      const warehouse = warehouseOf(identity)
      return linesOf(source, warehouse, state, reviewOnce(source, warehouse, state), viewer)
    },
    /** This terminal's entries that were not taken back, the newest first. */
    entries: (count: string, limit: number): CountEntryRow[] =>
      entries(count, (lines) => lines.slice(-limit)),
    /** The same of one bin, all of them. */
    entriesIn: (count: string, bin: string): CountEntryRow[] =>
      entries(count, (lines) => lines.filter((line) => line.bin === bin)),
    /** The lines that are off and stand for their place; of one count, or of all that are not cancelled. */
    variances: (only?: string): CountLineRow[] => {
      const source = states()
      const counts = only === undefined ? all.all(warehouseOf(identity)) : [{ count: only }]
      return counts.flatMap(({ count }) => {
        const state = opened(source, count)
        if (state === undefined || (only === undefined && state.status === 'cancelled')) return []
        return standingVariances(source, warehouseOf(identity), state)
      })
    },
  }
}

/** As text, which is their order in time where all say it in the same zone. Faster than a comparison by language. */
const byTime = (a: CountLineRow, b: CountLineRow) =>
  a.occurredAt < b.occurredAt ? -1 : Number(a.occurredAt > b.occurredAt)

/** What was entered at the bins, of whatever kind. */
const entriesOf = ({ lines, empty, found }: OpenedCount) => [...lines, ...empty, ...found]

/** Where this terminal made its last entry. */
function lastBinOf(state: OpenedCount, terminal: string | undefined): string | null {
  const own = entriesOf(state).filter((entry) => entry.terminal === terminal)
  const last = own.reduce<(typeof own)[number] | undefined>(
    (latest, one) => (latest && latest.sequence > one.sequence ? latest : one),
    undefined,
  )
  return last?.bin ?? null
}

const among = (places: readonly ReviewedPlace[], ...wanted: ReviewedPlace['status'][]) =>
  places.filter(({ status }) => wanted.includes(status)).length

function summary(state: OpenedCount, places: readonly ReviewedPlace[]): Omit<Tallied, 'pending'> {
  const { plan } = state
  const seen = new Set(
    entriesOf(state).flatMap(({ bin, undone }) => (undone === true ? [] : [bin])),
  )
  return {
    count: plan.count,
    state: state.status,
    blind: plan.blind,
    openedBy: state.openedBy,
    bins: plan.bins.length,
    binsCounted: plan.bins.filter((bin) => seen.has(bin)).length,
    places: places.length,
    toRecount: among(places, 'to-recount'),
    toDecide: among(places, 'differs', 'needs-reason', 'late'),
    ready: among(places, 'ready'),
    approved: among(places, 'approved'),
    found: state.found.filter(({ undone }) => !undone).length,
  }
}

function detail(
  state: OpenedCount,
  places: readonly ReviewedPlace[],
  terminal: string | undefined,
): Pick<CountDetail, 'skus' | 'tolerance' | 'progress' | 'lastBin' | 'foundLines'> {
  const { plan } = state
  const empty = new Set(state.empty.flatMap(({ bin, undone }) => (undone ? [] : [bin])))
  const byBin = new Map<string, ReviewedPlace[]>()
  for (const place of places) {
    const there = byBin.get(place.bin)
    if (there) there.push(place)
    else byBin.set(place.bin, [place])
  }
  const progress = plan.bins.map((bin): CountDetail['progress'][number] => {
    const there = byBin.get(bin) ?? []
    const counted = there.length > 0 ? 'counted' : 'left'
    const again = there.some(({ status }) => status === 'to-recount')
    return {
      bin,
      lines: there.length,
      state: again ? 'to-recount' : empty.has(bin) ? 'empty' : counted,
    }
  })
  return {
    skus: [...plan.skus],
    tolerance: plan.tolerance ?? null,
    progress,
    lastBin: lastBinOf(state, terminal),
    foundLines: state.found
      .filter(({ undone }) => !undone)
      .map(({ line, bin, barcode, quantity, note, by }) => ({
        line,
        bin,
        barcode,
        quantity,
        note: note ?? null,
        by,
      })),
  }
}

const stateFor = (isOwn: boolean, state: CountLineState): CountLineState =>
  isOwn && state === 'ready' ? 'own' : state

function stateOf(
  posted: ReadonlyMap<string, Posted>,
  approved: ReadonlySet<string>,
  { status, chosen }: ReviewedPlace,
  one: CountObservation,
): CountLineState {
  const { line } = one.observation
  if (approved.has(line))
    return posted.get(countLineOf(one.observation))?.confirmed ? 'posted' : 'approved'
  if (one === chosen && status !== 'approved') return status
  return status === 'differs' || status === 'to-recount' ? status : 'superseded'
}
