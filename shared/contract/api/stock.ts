import { z } from 'zod'
import * as codes from '../codes.ts'
import { commandSchema, outcomeSchema } from '../commands.ts'
import { call, query } from './procedure.ts'

/** Stock of a SKU in a bin, in stock-keeping units. `onHand` is the effective state: confirmed plus pending. */
const stockRow = z.strictObject({
  warehouse: codes.warehouse,
  sku: codes.sku,
  bin: codes.bin,
  onHand: codes.balance,
  confirmed: codes.balance,
  /** What this terminal's pending decisions add (below zero: take away). */
  pending: codes.balance,
  /** Events of the book are missing or unreadable here, and no count has said since what the bin holds. */
  incomplete: z.boolean(),
})
export type StockRow = z.infer<typeof stockRow>

const productRow = z.strictObject({
  sku: codes.sku,
  name: codes.name,
  packs: z.array(codes.pack),
  /** What one stock-keeping unit is worth, in hundredths of the currency; null where nobody has said. */
  unitValue: codes.unitValue.nullable(),
  /** Over all bins of this terminal's warehouse; null while whoever asks counts some of it blind. */
  onHand: codes.balance.nullable(),
  pending: codes.balance.nullable(),
  /** Events of the product or of its book are missing or unreadable here; `missing` says which. */
  incomplete: z.boolean(),
})
export type ProductRow = z.infer<typeof productRow>

/** Events of a stream that are missing on this terminal, or that its version of the program cannot read. */
export const missingRow = z.strictObject({
  stream: z.string(),
  first: codes.revision,
  /** Null where the stream was ended, and nothing follows. */
  last: codes.revision.nullable(),
  /** The central store does not give them, or they are here and a newer version has to read them. */
  cause: z.enum(['missing', 'unreadable']),
  /** The supervisor who has said that work goes on here without them; null where nobody has. */
  acceptedBy: codes.operator.nullable(),
})
export type MissingRow = z.infer<typeof missingRow>

/** Where a movement stands: on its way, waiting behind a conflict, needing a person, or in the central store. */
const movementStatus = z.enum(['pending', 'held', 'conflict', 'confirmed'])

const movementRow = z.strictObject({
  event: codes.uuid,
  intention: codes.uuid,
  type: z.string(),
  warehouse: codes.warehouse,
  sku: codes.sku,
  name: z.string(),
  /** A move has two legs: the bin it leaves and the bin it goes to. */
  bin: codes.bin,
  toBin: codes.bin.nullable(),
  /** What it did to `bin`, in stock-keeping units. */
  delta: z.int(),
  /** Of a posted count: events of the book were missing where it was posted. */
  incomplete: z.boolean(),
  reason: z.string().nullable(),
  reference: z.string().nullable(),
  /** The intention of the same terminal that it takes back by doing the opposite. */
  undoes: codes.uuid.nullable(),
  /** The intention that took it back. */
  undoneBy: codes.uuid.nullable(),
  operator: codes.operator,
  terminal: codes.terminal,
  /** How it was asked for: `cli` by the command line; null for a screen. */
  via: codes.via.nullable(),
  occurredAt: codes.timestamp,
  /** What the terminal's clock was found to be off by then, in milliseconds, ahead is above zero; null where nobody did. */
  clockOffset: codes.clockOffset.nullable(),
  /** The central store's time; null while it is not there. */
  recordedAt: codes.timestamp.nullable(),
  status: movementStatus,
})
export type MovementRow = z.infer<typeof movementRow>

const doneRow = z.strictObject({ type: z.string(), count: z.int() })
export type DoneRow = z.infer<typeof doneRow>

const binRow = z.strictObject({
  bin: codes.bin,
  zone: z.string(),
  /** How many products are in it; null while whoever asks counts it blind. */
  skus: z.int().nullable(),
})
export type BinRow = z.infer<typeof binRow>

/** What a scanned or typed code stands for. One barcode can belong to more than one product. */
const scanResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bin'), bin: codes.bin, zone: z.string() }),
  z.strictObject({
    kind: z.literal('product'),
    matches: z.array(z.strictObject({ product: productRow, pack: codes.pack.nullable() })).min(1),
  }),
  z.strictObject({ kind: z.literal('unknown'), code: z.string() }),
])
export type ScanResult = z.infer<typeof scanResult>

/** A reason for an adjustment, with what it does to the book. */
const reasonRow = codes.reasonCode.required()
export type ReasonRow = z.infer<typeof reasonRow>

export const stock = {
  /** Decides a command and keeps it durably. Answered only when it is saved. */
  execute: call('signed-in')
    .input(
      z.strictObject({
        /** The intention's id: sent again with the same id, it is the same intention. */
        id: codes.uuid,
        command: commandSchema,
      }),
    )
    .output(outcomeSchema),
  /** What a scanned code is: a bin, a product (by SKU or by a pack's barcode), or nothing known. */
  scan: call('signed-in')
    .input(z.strictObject({ code: z.string().max(4096) }))
    .output(scanResult),
  /** What is missing here of a product and of its book, or cannot be read. */
  missing: query('signed-in', 'stock', 'product')
    .input(z.strictObject({ sku: codes.sku }))
    .output(z.array(missingRow)),
  byProduct: query('signed-in', 'stock', 'count')
    .input(z.strictObject({ sku: codes.sku }))
    .output(z.array(stockRow)),
  byBin: query('signed-in', 'stock', 'product', 'count')
    .input(z.strictObject({ bin: codes.bin }))
    .output(z.array(stockRow.extend({ name: z.string() }))),
  product: query('signed-in', 'product', 'stock', 'count')
    .input(z.strictObject({ sku: codes.sku }))
    .output(productRow.nullable()),
  /** Full-text search over name, SKU and barcode; the best first. Empty text lists by SKU. */
  searchProducts: query('signed-in', 'product', 'stock', 'count')
    .input(z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(500) }))
    .output(z.array(productRow)),
  searchBins: query('signed-in', 'warehouse', 'stock', 'count')
    .input(z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(500) }))
    .output(z.array(binRow)),
  /** The newest first. */
  movements: query('signed-in', 'stock', 'product', 'count', 'outbox')
    .input(
      z.strictObject({
        sku: codes.sku.optional(),
        bin: codes.bin.optional(),
        operator: codes.operator.optional(),
        /** Only what was recorded on this terminal. */
        own: z.boolean().optional(),
        /** Only work on the floor: without opening stock, which is set-up. */
        floor: z.boolean().optional(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.array(movementRow)),
  /** How many movements of each type somebody made on this terminal since then, less those that were taken back. */
  done: query('signed-in', 'stock')
    .input(z.strictObject({ operator: codes.operator, since: codes.timestamp }))
    .output(z.array(doneRow)),
  reasons: query('signed-in', 'warehouse').output(z.array(reasonRow)),
}
