import { z } from 'zod'
import * as codes from '#shared/contract/codes.ts'
import { countPolicy } from '#shared/contract/countEvents.ts'
import type {
  CountPolicy,
  NegativeStockPolicy,
  RefusalFacts,
  Role,
  Rulings,
} from '#shared/domain/index.ts'
import type { Connection } from './connection.ts'

const reasons = z.array(z.object({ reason: z.string() }))

export type Lookups = ReturnType<typeof lookupQueries>

/** What decisions ask the read models: the effective state of master data. */
export function lookupQueries(db: Connection) {
  const warehouse = db.prepare<
    [string],
    { negative_stock: string; reasons: string; counting: string }
  >('SELECT negative_stock, reasons, counting FROM warehouse WHERE warehouse = ?')
  const bin = db.prepare<[string, string], { found: 1 }>(
    'SELECT 1 AS found FROM bin WHERE warehouse = ? AND bin = ?',
  )
  const posted = db.prepare<[string, string], { variance: number | null; confirmed: number }>(
    `SELECT sum(delta) AS variance, count(*) FILTER (WHERE status = 'confirmed' AND type = 'CountVariancePosted') AS confirmed
     FROM movement WHERE warehouse = ? AND count_line = ? AND status <> 'conflict'`,
  )
  const skusIn = db.prepare<[string, string], { sku: string }>(
    `SELECT sku FROM stock INDEXED BY stock_by_bin
     WHERE warehouse = ? AND bin = ? AND effective <> 0 ORDER BY sku`,
  )
  const unitValue = db.prepare<[string], { unit_value: number | null }>(
    'SELECT unit_value FROM product WHERE sku = ?',
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
  const conflict = db.prepare<[string], { facts: string; rulings: string | null }>(
    'SELECT facts, rulings FROM conflict WHERE conflict = ?',
  )
  return {
    /** What is known of a conflict besides its intention. */
    conflict: (id: string): { facts: RefusalFacts; rulings: Rulings | undefined } | undefined => {
      const row = conflict.get(id)
      return (
        row && {
          facts: codes.facts.parse(JSON.parse(row.facts)),
          rulings: row.rulings === null ? undefined : codes.rulings.parse(JSON.parse(row.rulings)),
        }
      )
    },
    /** Conflicts of all terminals that wait for a person. */
    openConflicts: (): number => openConflicts.get()?.n ?? 0,
    warehouse: (
      code: string,
    ):
      | {
          negativeStock: NegativeStockPolicy
          reasons: readonly string[]
          counting: CountPolicy
        }
      | undefined => {
      const row = warehouse.get(code)
      return (
        row && {
          negativeStock: codes.negativeStockPolicy.parse(row.negative_stock),
          reasons: reasons.parse(JSON.parse(row.reasons)).map(({ reason }) => reason),
          counting: countPolicy.parse(JSON.parse(row.counting)),
        }
      )
    },
    hasBin: (code: string, address: string): boolean => bin.get(code, address) !== undefined,
    /** What a count line has put into the book, with its corrections; undefined while it is not posted. */
    posted: (
      code: string,
      countLine: string,
    ): { variance: number; confirmed: boolean } | undefined => {
      const row = posted.get(code, countLine)
      return row?.variance === undefined || row.variance === null
        ? undefined
        : { variance: row.variance, confirmed: row.confirmed > 0 }
    },
    /** SKUs that the effective book has in a bin. */
    skusIn: (code: string, address: string): readonly string[] =>
      skusIn.all(code, address).map(({ sku }) => sku),
    /** In hundredths of the currency; undefined where nobody has said. */
    unitValue: (sku: string): number | undefined => unitValue.get(sku)?.unit_value ?? undefined,
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
