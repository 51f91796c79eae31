import { z } from 'zod'
import * as codes from './codes.ts'

const { bin, counted, line, operator, quantity, reason, revision, sku, terminal, warehouse } = codes

const count = codes.count
const inCount = { warehouse, count }

/** How far a count may be from the book before somebody has to look. */
export const tolerance = z.strictObject({
  quantity: z.int().min(0).max(codes.MAX_QUANTITY).optional(),
  percent: z.number().min(0).max(1000).optional(),
  value: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
})

/** Any of the fields of a warehouse's count policy. */
export const countPolicyChanges = {
  tolerance: tolerance.optional(),
  recountByAnother: z.boolean().optional(),
  /** Seconds. */
  clockTolerance: z.number().min(0).max(3600).optional(),
  settleUpTo: codes.counted.nullable().optional(),
  ownApproval: z.enum(['refuse', 'allow']).optional(),
}

export const countPolicy = z.strictObject({
  tolerance,
  recountByAnother: z.boolean(),
  clockTolerance: z.number().min(0),
  settleUpTo: z.int().min(0).optional(),
  ownApproval: z.enum(['refuse', 'allow']),
})

const entry = {
  line,
  by: operator,
  terminal,
  sequence: codes.sequence,
  at: codes.timestamp,
  live: z.boolean(),
  late: z.boolean(),
  clockOffset: codes.clockOffset.optional(),
}
const seen = { expected: codes.recordedBalance, known: revision, round: z.int().min(0) }

/** What a count line is once it is compared with the book; `count` is beside it or in it. */
export const observation = {
  line,
  bin,
  counted,
  from: codes.timestamp,
  to: codes.timestamp,
  terminal,
  sequence: codes.sequence,
  known: revision,
  live: z.boolean(),
  clockOffset: codes.clockOffset.optional(),
}

/** The data of the events of a count, in their current version. */
export const countEventSchemas = {
  CountOpened: z.strictObject({
    ...inCount,
    bins: z.array(bin),
    skus: z.array(sku),
    blind: z.boolean(),
    tolerance: tolerance.optional(),
    by: operator,
  }),
  CountRecorded: z.strictObject({
    ...inCount,
    ...entry,
    ...seen,
    bin,
    sku,
    quantity: counted,
    reason: reason.optional(),
    tally: line.optional(),
  }),
  CountScanned: z.strictObject({
    ...inCount,
    ...entry,
    ...seen,
    bin,
    sku,
    quantity,
    tally: line,
    serial: codes.serial.optional(),
  }),
  CountUndone: z.strictObject({ ...inCount, line, by: operator }),
  BinConfirmedEmpty: z.strictObject({
    ...inCount,
    ...entry,
    bin,
    skus: z.array(z.strictObject({ sku, ...seen })),
  }),
  FoundReported: z.strictObject({
    ...inCount,
    ...entry,
    bin,
    barcode: codes.barcode,
    quantity,
    note: codes.note.optional(),
  }),
  CountSubmitted: z.strictObject({ ...inCount, by: operator }),
  RecountRequested: z.strictObject({
    ...inCount,
    lines: z.array(z.strictObject({ bin, sku })),
    by: operator,
  }),
  CountLineAccepted: z.strictObject({
    ...inCount,
    line,
    counted: counted.optional(),
    reason: reason.optional(),
    by: operator,
  }),
  CountLinesApproved: z.strictObject({
    ...inCount,
    lines: z.array(
      z.strictObject({
        sku,
        observation: z.strictObject(observation),
        book: codes.recordedBalance,
        reason: reason.optional(),
      }),
    ),
    by: operator,
  }),
  CountApproved: z.strictObject({ ...inCount, by: operator }),
  CountPostingRequested: z.strictObject({ ...inCount, by: operator }),
  CountCancelled: z.strictObject({ ...inCount, reason: codes.note, by: operator }),
}
