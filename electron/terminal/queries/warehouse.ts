import { z } from 'zod'
import type {
  ReasonRow,
  Restoration,
  TerminalRow,
  WarehouseRow,
} from '#shared/contract/api/index.ts'
import { restorationSchema } from '#shared/contract/api/warehouse.ts'
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
    `SELECT warehouse, name, negative_stock AS negativeStock, counting, idle_lock AS idleLock, pending,
       (SELECT count(*) FROM bin WHERE bin.warehouse = warehouse.warehouse) AS bins,
       (SELECT count(*) FROM product) AS products
     FROM warehouse WHERE warehouse = ?`,
  )
  const reasonCodes = db.prepare<[string], { reasons: string }>(
    'SELECT reasons FROM warehouse WHERE warehouse = ?',
  )
  const terminals = db.prepare<
    [],
    {
      terminal: string
      warehouse: string
      status: 'enrolled' | 'retired'
      epoch: string | null
      clockOffset: number
      pending: number
    }
  >(
    `SELECT terminal, warehouse, status, epoch, clock_offset AS clockOffset, pending
     FROM terminal ORDER BY terminal`,
  )
  const epoch = db.prepare<[string], { epoch: string | null }>(
    'SELECT epoch FROM terminal WHERE terminal = ?',
  )
  const restoration = (json: string | null | undefined): Restoration | null =>
    typeof json === 'string' ? restorationSchema.parse(JSON.parse(json)) : null
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
    /** When this terminal was last put back from a copy of its data folder. */
    restored: (): Restoration | null => restoration(epoch.get(identity()?.terminal ?? '')?.epoch),
    terminals: (): TerminalRow[] =>
      terminals
        .all()
        .map(({ terminal, warehouse, status, epoch: began, clockOffset, pending }) => ({
          terminal,
          warehouse,
          status,
          own: terminal === identity()?.terminal,
          clockOffset,
          restored: restoration(began),
          pending: pending === 1,
        })),
  }
}
