import type {
  BinRow,
  CountLineRow,
  CountRow,
  CoveredCount,
  MovementRow,
  ProductRow,
  StockRow,
} from '#shared/contract/api/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import { type Cover, coverOf, coversNothing } from '#shared/contract/covered.ts'
import { isOfCount } from '#shared/domain/stock/index.ts'
import type { Queries, Viewer } from '../queries/index.ts'
import type { Screen } from '../session/index.ts'
import { coveredOutcome } from './coveredOutcome.ts'

/** What somebody who counts blind is not told of the book, and how that is kept out of what they ask for. */
export type Covering = {
  readonly counts: readonly CoveredCount[]
  readonly cover: Cover
  /** Who asks, for queries that say less to whoever is not to know. */
  readonly viewer: Viewer
  readonly stock: <Row extends StockRow>(rows: readonly Row[]) => Row[]
  /** All of an answer at once: it takes one question, however many they are. */
  readonly products: (products: readonly ProductRow[]) => ProductRow[]
  readonly movements: (rows: readonly MovementRow[]) => MovementRow[]
  readonly bins: (rows: readonly BinRow[]) => BinRow[]
  readonly tallies: <Row extends CountRow>(rows: readonly Row[]) => Row[]
  readonly lines: (rows: readonly CountLineRow[]) => CountLineRow[]
  readonly outcome: (outcome: Outcome) => Outcome
}

type Asked = {
  readonly counts: Pick<Queries['counts'], 'isBlind' | 'covering' | 'over'>
  readonly stock: Pick<Queries['stock'], 'placesOf'>
}

/**
 * Who has a blind count before them: they are at its sheet, or have made entries in it that are not handed in; a
 * supervisor only by entries, since they look at sheets of others, too.
 */
export function openCovering(queries: Asked) {
  const atSheet = new Map<string, Set<string>>()
  return {
    /** An operator has the sheet of a count open. */
    sheetOpened: (count: string, screen: Screen): void => {
      const session = screen.current()
      if (session?.role !== 'operator' || !queries.counts.isBlind(count)) return
      const sheets = atSheet.get(session.operator) ?? new Set()
      atSheet.set(session.operator, sheets.add(count))
    },
    for: (screen: Screen): Covering => {
      const session = screen.current()
      if (session === undefined) return told(undefined)
      const sheets = atSheet.get(session.operator)
      const counts = queries.counts.covering(session, (count) => sheets?.has(count) ?? false)
      const cover = coverOf(counts)
      const viewer = { operator: session.operator, role: session.role, cover }
      return cover.isEmpty ? told(viewer) : coveringOf(queries, counts, viewer)
    },
  }
}

export type Coverings = ReturnType<typeof openCovering>

/** Nothing is covered. */
const told = (viewer: Viewer): Covering => ({
  counts: [],
  cover: coversNothing,
  viewer,
  stock: (rows) => [...rows],
  products: (products) => [...products],
  movements: (rows) => [...rows],
  bins: (rows) => [...rows],
  tallies: (rows) => [...rows],
  lines: (rows) => [...rows],
  outcome: (outcome) => outcome,
})

/** A line of a count without what the book says. */
export const unseen = (line: CountLineRow): CountLineRow => ({
  ...line,
  book: null,
  variance: null,
  value: null,
  incomplete: false,
  // That it needs a reason would say that it is off.
  state: line.state === 'needs-reason' ? 'ready' : line.state,
})

function coveringOf(
  queries: Asked,
  counts: readonly CoveredCount[],
  viewer: NonNullable<Viewer>,
): Covering {
  const { cover, operator } = viewer
  const coversMovement = ({ bin, toBin, sku, operator: by, type }: MovementRow) =>
    (cover.place(bin, sku) || (toBin !== null && cover.place(toBin, sku))) &&
    // What they did themselves they know; what a count came to they do not.
    (by !== operator || isOfCount(type))
  return {
    counts,
    cover,
    viewer,
    stock: (rows) => rows.filter(({ bin, sku }) => !cover.place(bin, sku)),
    products: (products) => {
      const places = queries.stock.placesOf(products.map(({ sku }) => sku))
      const there = new Set(places.flatMap(({ bin, sku }) => (cover.place(bin, sku) ? [sku] : [])))
      return products.map((product) =>
        there.has(product.sku) || cover.everywhere(product.sku)
          ? { ...product, onHand: null, pending: null }
          : product,
      )
    },
    movements: (rows) => rows.filter((row) => !coversMovement(row)),
    bins: (rows) =>
      rows.map(({ bin, zone, skus }) => ({ bin, zone, skus: cover.bin(bin) ? null : skus })),
    tallies: (rows) => {
      const over = new Set(queries.counts.over(cover))
      return rows.map((row) =>
        over.has(row.count) ? { ...row, toDecide: null, ready: null } : row,
      )
    },
    lines: (rows) => rows.map((row) => (cover.place(row.bin, row.sku) ? unseen(row) : row)),
    outcome: (outcome) => coveredOutcome(outcome, cover),
  }
}
