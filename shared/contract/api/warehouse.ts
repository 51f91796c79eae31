import { z } from 'zod'
import * as codes from '../codes.ts'
import { countPolicy } from '../countEvents.ts'
import { query } from './procedure.ts'

/** This terminal's warehouse and what holds in it; its reason codes are `stock.reasons`. */
const warehouseRow = z.strictObject({
  warehouse: codes.warehouse,
  name: codes.name,
  negativeStock: codes.negativeStockPolicy,
  /** What holds for counting and for settling conflicts. */
  counting: countPolicy,
  /** After so many minutes in which nobody touches it, a screen is locked. */
  idleLock: z.int(),
  bins: z.int(),
  products: z.int(),
  /** Only this terminal has the latest change. */
  pending: z.boolean(),
})
export type WarehouseRow = z.infer<typeof warehouseRow>

/** A terminal was put back from a copy of its data folder; what each means stands with the domain's `EpochBegan`. */
export const restorationSchema = z.object({
  epoch: z.int(),
  copied: codes.timestamp.optional(),
  resumed: codes.timestamp,
  returned: z.int(),
  latest: codes.timestamp.optional(),
})
export type Restoration = z.infer<typeof restorationSchema>

const terminalRow = z.strictObject({
  terminal: codes.terminal,
  warehouse: codes.warehouse,
  status: z.enum(['enrolled', 'retired']),
  /** The terminal that answers. */
  own: z.boolean(),
  /** What its clock was off by when it was last told, in milliseconds, ahead is above zero; 0 where nothing is wrong. */
  clockOffset: codes.clockOffset,
  /** When it was last put back from a copy of its data folder; null where it never was. */
  restored: restorationSchema.nullable(),
  pending: z.boolean(),
})
export type TerminalRow = z.infer<typeof terminalRow>

export const warehouse = {
  /** Null until the terminal has been set up. */
  get: query('signed-in', 'warehouse', 'product').output(warehouseRow.nullable()),
  /** The terminals that this one knows of, by id. */
  terminals: query('supervisor', 'terminal', 'outbox').output(z.array(terminalRow)),
}
