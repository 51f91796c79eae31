import { z } from 'zod'
import * as codes from '../codes.ts'
import { tolerance } from '../countEvents.ts'
import { query } from './procedure.ts'

const countState = z.enum(['open', 'submitted', 'approved', 'cancelled'])

const countRow = z.strictObject({
  count: codes.count,
  state: countState,
  blind: z.boolean(),
  openedBy: codes.operator,
  /** Bins of the plan, and how many of them somebody has been at. */
  bins: z.int(),
  binsCounted: z.int(),
  /** Places, a SKU in a bin, that have been counted. */
  places: z.int(),
  toRecount: z.int(),
  /**
   * Places that wait for a supervisor: observations that differ, a reason that is missing, a line that came late. Null,
   * like `ready`, while whoever asks counts some of it blind: both say whether what was counted agrees with the book.
   */
  toDecide: z.int().nullable(),
  ready: z.int().nullable(),
  approved: z.int(),
  /** Things found that no product has a barcode for. */
  found: z.int(),
  /** Something of it is only on this terminal. */
  pending: z.boolean(),
})
export type CountRow = z.infer<typeof countRow>

/**
 * Where a line stands; the meaning of each is the domain's, `posted` is in the confirmed book, `superseded` gave way,
 * `own` is ready, but whoever looks has counted it and may not approve it.
 */
export const countLineStates = [
  'to-recount',
  'differs',
  'needs-reason',
  'late',
  'ready',
  'own',
  'approved',
  'posted',
  'superseded',
] as const
const lineState = z.enum(countLineStates)
export type CountLineState = (typeof countLineStates)[number]

const countLineRow = z.strictObject({
  count: codes.count,
  /** The observation's id, for `AcceptCountLine`. */
  line: codes.line,
  bin: codes.bin,
  sku: codes.sku,
  name: z.string(),
  counted: codes.counted,
  /** As of the count; null where a counter of a blind count is not to know. */
  book: codes.balance.nullable(),
  variance: z.int().nullable(),
  /** In hundredths of the currency; null where the product has no value. */
  value: z.int().nullable(),
  /** Events of the book are missing: the variance says little, and the book is set to what was counted. */
  incomplete: z.boolean(),
  state: lineState,
  reason: codes.reason.nullable(),
  countedBy: codes.operator,
  terminal: codes.terminal,
  occurredAt: codes.timestamp,
  /** It came in after the count was handed in. */
  late: z.boolean(),
})
export type CountLineRow = z.infer<typeof countLineRow>

const countDetail = countRow.extend({
  skus: z.array(codes.sku),
  tolerance: tolerance.nullable(),
  /** Where the counters are: every bin of the plan, and what has been done there. */
  progress: z.array(
    z.strictObject({
      bin: codes.bin,
      state: z.enum(['left', 'counted', 'empty', 'to-recount']),
      lines: z.int(),
    }),
  ),
  /** Where this terminal's last entry was made, to go on there after a restart. */
  lastBin: codes.bin.nullable(),
  foundLines: z.array(
    z.strictObject({
      line: codes.line,
      bin: codes.bin,
      barcode: codes.barcode,
      quantity: codes.quantity,
      note: z.string().nullable(),
      by: codes.operator,
    }),
  ),
})
export type CountDetail = z.infer<typeof countDetail>

/** One entry of this terminal, for the trail and for undoing the newest. */
const countEntryRow = z.strictObject({
  line: codes.line,
  bin: codes.bin,
  sku: codes.sku,
  quantity: codes.counted,
  scanned: z.boolean(),
  /** What it began or added to, so that the same tally can be gone on with after a restart. */
  tally: codes.tally.nullable(),
  by: codes.operator,
  occurredAt: codes.timestamp,
  /** A recount of its place has been asked for since: what is counted there now is another observation. */
  past: z.boolean(),
  /** Only this terminal has it. */
  pending: z.boolean(),
})
export type CountEntryRow = z.infer<typeof countEntryRow>

const accuracyRow = z.strictObject({
  day: z.iso.date(),
  /** Lines that were posted on that day, and how many of them agreed with the book. */
  lines: z.int(),
  exact: z.int(),
  /** What they were off by, regardless of sign, in stock-keeping units. */
  off: z.int(),
})
export type AccuracyRow = z.infer<typeof accuracyRow>

export const cycleClasses = ['A', 'B', 'C'] as const
const dueRow = z.strictObject({
  bin: codes.bin,
  zone: z.string(),
  /** By what was moved there; null while whoever asks counts the bin blind. */
  class: z.enum(cycleClasses).nullable(),
  lastCounted: codes.timestamp.nullable(),
  /** Why it comes where it comes. */
  because: z.enum(['negative-stock', 'conflict', 'never-counted', 'due', 'not-due']),
})
export type DueRow = z.infer<typeof dueRow>

/** A blind count that whoever asks is making. No bins: any; no SKUs: all. */
const coveredCount = z.strictObject({
  count: codes.count,
  bins: z.array(codes.bin),
  skus: z.array(codes.sku),
})
export type CoveredCount = z.infer<typeof coveredCount>

const one = z.strictObject({ count: codes.count })

export const counts = {
  /** The newest first. */
  list: query('signed-in', 'count', 'stock', 'product', 'warehouse').output(z.array(countRow)),
  get: query('signed-in', 'count', 'stock', 'product', 'warehouse')
    .input(one)
    .output(countDetail.nullable()),
  /** Every observation, in the order in which they were made. */
  lines: query('signed-in', 'count', 'stock', 'product', 'warehouse')
    .input(one)
    .output(z.array(countLineRow)),
  /** This terminal's entries, the newest first. */
  entries: query('signed-in', 'count')
    .input(one.extend({ limit: z.int().min(1).max(500) }))
    .output(z.array(countEntryRow)),
  /** All of this terminal's entries in one bin, the newest first: what scans there go on adding to. */
  entriesIn: query('signed-in', 'count')
    .input(one.extend({ bin: codes.bin }))
    .output(z.array(countEntryRow)),
  /** Lines that are off; of one count, or of all that are not cancelled. */
  variances: query('supervisor', 'count', 'stock', 'product', 'warehouse')
    .input(one.partial())
    .output(z.array(countLineRow)),
  /** What is covered for whoever asks: they count it blind, and are not told what the book says of it. */
  covered: query('signed-in', 'count').output(z.array(coveredCount)),
  accuracy: query('supervisor', 'stock').output(z.array(accuracyRow)),
  /** Bins in the order in which they should be counted. */
  due: query('signed-in', 'warehouse', 'stock', 'product', 'conflict', 'count')
    .input(
      z.strictObject({
        by: z.enum(['value', 'frequency']),
        /** A bin is due when it was not counted for this many days, by class. */
        days: z.strictObject({ A: z.int().min(1), B: z.int().min(1), C: z.int().min(1) }),
        limit: z.int().min(1).max(5000),
      }),
    )
    .output(z.array(dueRow)),
}
