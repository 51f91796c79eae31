import type {
  BinRow,
  CoveredCount,
  MovementRow,
  ProductRow,
  StockRow,
} from '#shared/contract/api/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import { isCovered } from '#shared/contract/covered.ts'
import type { Queries } from '../queries/index.ts'
import type { Screen } from '../session/index.ts'

/** What somebody who counts blind is not told of the book, and how that is kept out of what they ask for. */
export type Covering = {
  readonly counts: readonly CoveredCount[]
  readonly stock: <Row extends StockRow>(rows: readonly Row[]) => Row[]
  readonly product: (product: ProductRow) => ProductRow
  readonly movements: (rows: readonly MovementRow[]) => MovementRow[]
  readonly bins: (rows: readonly BinRow[]) => BinRow[]
  readonly outcome: (outcome: Outcome) => Outcome
}

/**
 * Who has a blind count before them: they are at its sheet, or have made entries in it that are not handed in; a
 * supervisor only by entries, since they look at sheets of others, too.
 */
export function openCovering(queries: Queries) {
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
      const sheets = session && atSheet.get(session.operator)
      const counts =
        session === undefined
          ? []
          : queries.counts.covering(session, (count) => sheets?.has(count) ?? false)
      return coveringOf(queries, counts, session?.operator)
    },
  }
}

export type Coverings = ReturnType<typeof openCovering>

function coveringOf(
  queries: Queries,
  counts: readonly CoveredCount[],
  viewer: string | undefined,
): Covering {
  const covers = (bin: string, sku: string) => isCovered(counts, bin, sku)
  const hasBin = (bin: string) => counts.some(({ bins }) => bins.length === 0 || bins.includes(bin))
  const coversMovement = ({ bin, toBin, sku, operator, type }: MovementRow) =>
    (covers(bin, sku) || (toBin !== null && covers(toBin, sku))) &&
    // What they did themselves they know; what a count came to they do not.
    (operator !== viewer || type.startsWith('CountVariance'))
  if (counts.length === 0)
    return {
      counts,
      stock: (rows) => [...rows],
      product: (product) => product,
      movements: (rows) => [...rows],
      bins: (rows) => [...rows],
      outcome: (outcome) => outcome,
    }
  return {
    counts,
    stock: (rows) => rows.filter(({ bin, sku }) => !covers(bin, sku)),
    product: (product) =>
      queries.stock.byProduct(product.sku).some(({ bin, sku }) => covers(bin, sku))
        ? { ...product, onHand: null, pending: null }
        : product,
    movements: (rows) => rows.filter((row) => !coversMovement(row)),
    bins: (rows) =>
      rows.map(({ bin, zone, skus }) => ({ bin, zone, skus: hasBin(bin) ? null : skus })),
    outcome: (outcome) => coveredOutcome(outcome, covers),
  }
}

type RecordedEvent = Extract<Outcome, { outcome: 'accepted' }>['events'][number]

/** What the book said when an entry was made is in its event. */
function withoutBook(event: RecordedEvent): RecordedEvent {
  const { expected: _expected, ...data } = event.data
  return { ...event, data: event.type === 'BinConfirmedEmpty' ? { ...data, skus: [] } : data }
}

const because = 'What it holds is covered while you count it blind.'

/** The answer to a command without what the book says of covered places. */
function coveredOutcome(outcome: Outcome, covers: (bin: string, sku: string) => boolean): Outcome {
  if (outcome.outcome === 'refused') {
    const { onHand, ...facts } = outcome.facts ?? {}
    const place = [String(facts['bin']), String(facts['sku'])] as const
    return onHand === undefined || !covers(...place)
      ? outcome
      : {
          ...outcome,
          facts,
          message: `By the book there is not enough of ${place[1]} in bin ${place[0]}. ${because}`,
        }
  }
  const events = outcome.events.map((event) =>
    event.stream.startsWith('count-') ? withoutBook(event) : event,
  )
  const moved = outcome.events.some(({ data }) =>
    [data['bin'], data['from']].some((bin) => covers(String(bin), String(data['sku']))),
  )
  const warnings = outcome.warnings?.map((warning) =>
    moved ? { ...warning, message: `The book does not cover that. ${because}` } : warning,
  )
  return { ...outcome, events, ...(warnings ? { warnings } : {}) }
}
