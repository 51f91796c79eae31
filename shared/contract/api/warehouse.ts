import { oc } from '@orpc/contract'
import { z } from 'zod'
import * as codes from '../codes.ts'
import { countPolicy } from '../countEvents.ts'

/** This terminal's warehouse and what holds in it; its reason codes are `stock.reasons`. */
const warehouseRow = z.strictObject({
  warehouse: codes.warehouse,
  name: codes.name,
  negativeStock: codes.negativeStockPolicy,
  /** What holds for counting and for settling conflicts. */
  counting: countPolicy,
  bins: z.int(),
  products: z.int(),
  /** Only this terminal has the latest change. */
  pending: z.boolean(),
})
export type WarehouseRow = z.infer<typeof warehouseRow>

const terminalRow = z.strictObject({
  terminal: codes.terminal,
  warehouse: codes.warehouse,
  status: z.enum(['enrolled', 'retired']),
  /** The terminal that answers. */
  own: z.boolean(),
  pending: z.boolean(),
})
export type TerminalRow = z.infer<typeof terminalRow>

export const warehouse = {
  /** Null until the terminal has been set up. Changes with the topics `bins` and `products`. */
  get: oc.output(warehouseRow.nullable()),
  /** The terminals that this one knows of, by id. Changes with the topic `operators`. */
  terminals: oc.output(z.array(terminalRow)),
}
