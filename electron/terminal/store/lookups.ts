import { z } from 'zod'
import * as codes from '#shared/contract/codes.ts'
import { countPolicy } from '#shared/contract/countEvents.ts'
import {
  type CountPolicy,
  type Direction,
  directionOf,
  type NegativeStockPolicy,
  type RefusalFacts,
  type Role,
  type Rulings,
} from '#shared/domain/index.ts'
import { movements } from '#shared/domain/stock/index.ts'
import type { Connection } from './connection.ts'
import { countLineOf, countLinesOf } from './readModels/movements.ts'

const reasons = z.array(codes.reasonCode)
const conflictStatus = z.enum(['open', 'settled', 'closed'])

/** What a count line has put into the book. */
export type Posted = {
  readonly variance: number
  readonly confirmed: boolean
  /** Events of the book were missing where it was posted. */
  readonly incomplete: boolean
}

export type DescribedProduct = {
  readonly name: string
  /** In hundredths of the currency; undefined where nobody has said. */
  readonly unitValue: number | undefined
}

type WarehousePolicy = {
  readonly negativeStock: NegativeStockPolicy
  readonly reasons: readonly string[]
  readonly directions: Readonly<Record<string, Direction>>
  readonly counting: CountPolicy
}

type WarehouseRow = {
  readonly negative_stock: string
  readonly reasons: string
  readonly counting: string
}

function readPolicy(row: WarehouseRow): WarehousePolicy {
  const known = reasons.parse(JSON.parse(row.reasons))
  return {
    negativeStock: codes.negativeStockPolicy.parse(row.negative_stock),
    reasons: known.map(({ reason }) => reason),
    directions: Object.fromEntries(known.map((code) => [code.reason, directionOf(code)])),
    counting: countPolicy.parse(JSON.parse(row.counting)),
  }
}

export type Lookups = ReturnType<typeof lookupQueries>

/** What decisions ask the read models: the effective state of master data. */
export function lookupQueries(db: Connection) {
  const warehouse = db.prepare<[string], WarehouseRow & { text: string }>(
    `SELECT negative_stock, reasons, counting, json_array(negative_stock, reasons, counting) AS text
     FROM warehouse WHERE warehouse = ?`,
  )
  /** Every decision asks, and it hardly ever changes: the same text is parsed once. */
  let read: { readonly text: string; readonly policy: WarehousePolicy } | undefined
  const bin = db.prepare<[string, string], { found: 1 }>(
    'SELECT 1 AS found FROM bin WHERE warehouse = ? AND bin = ?',
  )
  const postedIn = db.prepare<
    [{ warehouse: string; from: string; to: string }],
    { countLine: string; variance: number; confirmed: number; incomplete: number }
  >(
    `SELECT count_line AS countLine, sum(delta) AS variance,
       count(*) FILTER (WHERE status = 'confirmed' AND type = '${movements.PostCountVariance.event}') AS confirmed,
       max(incomplete) AS incomplete
     FROM movement INDEXED BY movement_by_count_line
     WHERE warehouse = @warehouse AND count_line >= @from AND count_line < @to AND status <> 'conflict'
     GROUP BY count_line`,
  )
  const posted = db.prepare<[string, string], { found: 1 }>(
    `SELECT 1 AS found FROM movement INDEXED BY movement_by_count_line
     WHERE warehouse = ? AND count_line = ? AND type = '${movements.PostCountVariance.event}' AND status = 'confirmed' LIMIT 1`,
  )
  const moved = db.prepare<[string, string, string], { delta: number }>(
    `SELECT delta FROM movement INDEXED BY movement_by_count_line
     WHERE warehouse = ? AND count_line = ? AND event = ?`,
  )
  const askedAbout = db.prepare<[string, string, string], { status: string }>(
    `SELECT status FROM conflict INDEXED BY conflict_by_stream
     WHERE stream = ? AND command ->> '$.type' = 'PostCountVariance'
       AND command ->> '$.observation.count' = ? AND command ->> '$.observation.line' = ?
     ORDER BY seq DESC LIMIT 1`,
  )
  const skusIn = db.prepare<[string, string], { sku: string }>(
    `SELECT sku FROM stock INDEXED BY stock_by_bin
     WHERE warehouse = ? AND bin = ? AND effective <> 0 ORDER BY sku`,
  )
  const described = db.prepare<[string], { sku: string; name: string; unitValue: number | null }>(
    `SELECT product.sku, product.name, product.unit_value AS unitValue
     FROM json_each(?) AS wanted CROSS JOIN product ON product.sku = wanted.value`,
  )
  const product = db.prepare<[string], { found: 1 }>('SELECT 1 AS found FROM product WHERE sku = ?')
  const pack = db.prepare<[string, string], { sku: string }>(
    'SELECT sku FROM pack WHERE barcode = ? ORDER BY sku = ? DESC, sku LIMIT 1',
  )
  const supervisors = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM operator WHERE role = 'supervisor' AND status = 'active'`,
  )
  const operator = db.prepare<[string], { role: string; status: string }>(
    'SELECT role, status FROM operator WHERE operator = ?',
  )
  const openConflicts = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM conflict WHERE status = 'open'`,
  )
  const conflict = db.prepare<[string], { facts: string; rulings: string | null; head: number }>(
    'SELECT facts, rulings, head FROM conflict WHERE conflict = ?',
  )
  return {
    /** What is known of a conflict besides its intention. */
    conflict: (
      id: string,
    ): { facts: RefusalFacts; rulings: Rulings | undefined; head: number } | undefined => {
      const row = conflict.get(id)
      return (
        row && {
          head: row.head,
          facts: codes.facts.parse(JSON.parse(row.facts)),
          rulings: row.rulings === null ? undefined : codes.rulings.parse(JSON.parse(row.rulings)),
        }
      )
    },
    /** Conflicts of all terminals that wait for a person. */
    openConflicts: (): number => openConflicts.get()?.n ?? 0,
    warehouse: (code: string): WarehousePolicy | undefined => {
      const row = warehouse.get(code)
      if (row === undefined || row.text === read?.text) return row && read?.policy
      read = { text: row.text, policy: readPolicy(row) }
      return read.policy
    },
    hasBin: (code: string, address: string): boolean => bin.get(code, address) !== undefined,
    /** What each line of a count has put into the book, with its corrections; lines that are not posted are missing. */
    postedIn: (code: string, count: string): ReadonlyMap<string, Posted> =>
      new Map(
        postedIn
          .all({ warehouse: code, ...countLinesOf(count) })
          .map(({ countLine, variance, confirmed, incomplete }) => [
            countLine,
            { variance, confirmed: confirmed > 0, incomplete: incomplete > 0 },
          ]),
      ),
    /** Is a line of a count in the confirmed book? Every line that ever was is found. */
    isPosted: (code: string, line: { readonly count: string; readonly line: string }): boolean =>
      posted.get(code, countLineOf(line)) !== undefined,
    /** What the posting of a count line did to the book here; undefined where it is not among the movements. */
    movedBy: (
      code: string,
      line: { readonly count: string; readonly line: string },
      event: string,
    ): number | undefined => moved.get(code, countLineOf(line), event)?.delta,
    /** Where the conflict about the posting of a line stands; undefined where there is none. */
    postingConflict: (
      stream: string,
      { count, line }: { readonly count: string; readonly line: string },
    ): 'open' | 'settled' | 'closed' | undefined => {
      const row = askedAbout.get(stream, count, line)
      return row && conflictStatus.parse(row.status)
    },
    /** SKUs that the effective book has in a bin. */
    skusIn: (code: string, address: string): readonly string[] =>
      skusIn.all(code, address).map(({ sku }) => sku),
    /** Names and values of many products at once; those that are not known are missing. */
    described: (skus: Iterable<string>): ReadonlyMap<string, DescribedProduct> =>
      new Map(
        described
          .all(JSON.stringify([...skus]))
          .map(({ sku, name, unitValue }) => [sku, { name, unitValue: unitValue ?? undefined }]),
      ),
    hasProduct: (sku: string): boolean => product.get(sku) !== undefined,
    /** Whose barcode it is; where it is several products', the given one's before others'. */
    ownerOf: (barcode: string, before: string): string | undefined =>
      pack.get(barcode, before)?.sku,
    activeSupervisors: (): number => supervisors.get()?.n ?? 0,
    operator: (id: string): { role: Role; active: boolean } | undefined => {
      const row = operator.get(id)
      return row && { role: codes.role.parse(row.role), active: row.status === 'active' }
    },
  }
}
