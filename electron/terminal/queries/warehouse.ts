import { z } from 'zod'
import type { ReasonRow, TerminalRow, WarehouseRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import { countPolicy } from '#shared/contract/countEvents.ts'
import { directionOf } from '#shared/domain/index.ts'
import type { Connection } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'

type Row = Omit<WarehouseRow, 'counting' | 'pending'> & { counting: string; pending: number }

const reasons = z.array(codes.reasonCode)

/** This terminal's warehouse and the terminals that it knows of. Served by the primary keys. */
export function warehouseQueries(db: Connection, identity: Identity) {
  const get = db.prepare<[string], Row>(
    `SELECT warehouse, name, negative_stock AS negativeStock, counting, pending,
       (SELECT count(*) FROM bin WHERE bin.warehouse = warehouse.warehouse) AS bins,
       (SELECT count(*) FROM product) AS products
     FROM warehouse WHERE warehouse = ?`,
  )
  const reasonCodes = db.prepare<[string], { reasons: string }>(
    'SELECT reasons FROM warehouse WHERE warehouse = ?',
  )
  const terminals = db.prepare<
    [],
    { terminal: string; warehouse: string; status: 'enrolled' | 'retired'; pending: number }
  >('SELECT terminal, warehouse, status, pending FROM terminal ORDER BY terminal')
  return {
    get: (): WarehouseRow | undefined => {
      const row = get.get(warehouseOf(identity))
      if (row === undefined) return undefined
      const { counting, pending, ...rest } = row
      return { ...rest, counting: countPolicy.parse(JSON.parse(counting)), pending: pending === 1 }
    },
    reasons: (): ReasonRow[] => {
      const row = reasonCodes.get(warehouseOf(identity))
      const known = row === undefined ? [] : reasons.parse(JSON.parse(row.reasons))
      return known.map(({ reason, text, direction }) => ({
        reason,
        text,
        direction: directionOf({ reason, direction }),
      }))
    },
    terminals: (): TerminalRow[] =>
      terminals.all().map(({ terminal, warehouse, status, pending }) => ({
        terminal,
        warehouse,
        status,
        own: terminal === identity()?.terminal,
        pending: pending === 1,
      })),
  }
}
