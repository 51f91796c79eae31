import { unreachable } from '#shared/domain/index.ts'
import type { Connection } from '../connection.ts'
import { conflictWriter } from './conflictWriter.ts'
import { productWriter } from './productWriter.ts'
import type { ReadModelRow } from './rows.ts'

const flag = (value: boolean) => (value ? 1 : 0)

/** Writes rows as projections answer them; a row that is there already is replaced. */
export function readModelWriter(db: Connection): (row: ReadModelRow) => void {
  const putStock = db.prepare<[string, string, string, string, number, number, number]>(
    `INSERT OR REPLACE INTO stock (warehouse, sku, holding, bin, confirmed, effective, incomplete)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const dropStock = db.prepare<[string, string, string]>(
    'DELETE FROM stock WHERE warehouse = ? AND sku = ? AND holding = ?',
  )
  const putWarehouse = db.prepare<[string, string, string, string, string, number, number]>(
    `INSERT OR REPLACE INTO warehouse
       (warehouse, name, negative_stock, reasons, counting, idle_lock, pending) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const dropWarehouse = db.prepare<[string]>('DELETE FROM warehouse WHERE warehouse = ?')
  const putBin = db.prepare<[string, string, string, number]>(
    'INSERT OR REPLACE INTO bin (warehouse, bin, zone, pending) VALUES (?, ?, ?, ?)',
  )
  const dropBin = db.prepare<[string, string]>('DELETE FROM bin WHERE warehouse = ? AND bin = ?')
  const putOperator = db.prepare<
    [string, string, string, string, string | null, string | null, number]
  >(
    `INSERT OR REPLACE INTO operator (operator, name, role, status, pin, pin_expires, pending)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const dropOperator = db.prepare<[string]>('DELETE FROM operator WHERE operator = ?')
  const putTerminal = db.prepare<[string, string, string, string, string | null, number, number]>(
    `INSERT OR REPLACE INTO terminal (terminal, warehouse, key, status, epoch, clock_offset, pending)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const dropTerminal = db.prepare<[string]>('DELETE FROM terminal WHERE terminal = ?')
  const putCount = db.prepare<[string, string, string, string]>(
    `INSERT INTO count (warehouse, count, status, opened_by) VALUES (?, ?, ?, ?)
     ON CONFLICT (warehouse, count) DO UPDATE SET
       status = excluded.status, opened_by = excluded.opened_by`,
  )
  const dropCount = db.prepare<[string, string]>(
    'DELETE FROM count WHERE warehouse = ? AND count = ?',
  )
  const writeProduct = productWriter(db)
  const writeConflict = conflictWriter(db)

  return (row) => {
    switch (row.model) {
      case 'stock': {
        const { warehouse, sku, holding, bin, confirmed, effective, incomplete } = row
        if (confirmed === 0 && effective === 0) dropStock.run(warehouse, sku, holding)
        else putStock.run(warehouse, sku, holding, bin, confirmed, effective, flag(incomplete))
        return
      }
      case 'product':
        writeProduct(row)
        return
      case 'warehouse': {
        const { warehouse, value, pending } = row
        if (value === undefined) dropWarehouse.run(warehouse)
        else {
          const { name, negativeStock, reasons, counting, idleLock } = value
          const given = [JSON.stringify(reasons), JSON.stringify(counting), idleLock] as const
          putWarehouse.run(warehouse, name, negativeStock, ...given, flag(pending))
        }
        return
      }
      case 'bin': {
        const { warehouse, bin, zone, pending } = row
        if (zone === undefined) dropBin.run(warehouse, bin)
        else putBin.run(warehouse, bin, zone, flag(pending))
        return
      }
      case 'operator': {
        const { operator, value, pending } = row
        if (value === undefined) dropOperator.run(operator)
        else {
          const pin = value.pin === undefined ? null : JSON.stringify(value.pin)
          const { name, role, status, expiresAt = null } = value
          putOperator.run(operator, name, role, status, pin, expiresAt, flag(pending))
        }
        return
      }
      case 'terminal': {
        const { terminal, value, pending } = row
        if (value === undefined) dropTerminal.run(terminal)
        else {
          const { warehouse, key, status, epoch, clockOffset } = value
          const began = epoch === undefined ? null : JSON.stringify(epoch)
          putTerminal.run(terminal, warehouse, key, status, began, clockOffset ?? 0, flag(pending))
        }
        return
      }
      case 'conflict':
        writeConflict(row)
        return
      case 'count': {
        const { warehouse, count, value } = row
        if (value === undefined) dropCount.run(warehouse, count)
        else putCount.run(warehouse, count, value.status, value.openedBy)
        return
      }
      default:
        unreachable(row)
    }
  }
}
