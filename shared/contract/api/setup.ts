import { z } from 'zod'
import * as codes from '../codes.ts'
import { storageFailure } from '../storage.ts'
import { done, refused } from './outcomes.ts'
import { call } from './procedure.ts'

export const importKinds = ['products', 'bins', 'stock'] as const
const importKind = z.enum(importKinds)
export type ImportKind = z.infer<typeof importKind>

/** Field of the import to the column that holds it. `bin` may be made of several columns, joined by dashes. */
const mapping = z.record(z.string(), z.string())
export type ColumnMapping = z.infer<typeof mapping>

const rowProblem = z.strictObject({
  /** Line of the file, the header being line 1. */
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  /** What the words of the code leave open. */
  facts: codes.facts,
  message: z.string(),
})
export type RowProblem = z.infer<typeof rowProblem>

const importPreview = z.discriminatedUnion('outcome', [
  refused,
  z.strictObject({
    outcome: z.literal('preview'),
    columns: z.array(z.string()),
    fields: z.array(
      z.strictObject({ field: z.string(), label: z.string(), required: z.boolean() }),
    ),
    /** As given, or as guessed from the names of the columns. */
    mapping,
    rows: z.int(),
    /** How many rows would add something, how many are there already. */
    wouldAdd: z.int(),
    unchanged: z.int(),
    /** The first hundred rows; `rows` says how many there are. */
    sample: z.array(z.record(z.string(), z.string())),
    /** The first hundred; `problemCount` says how many there are. */
    problems: z.array(rowProblem),
    problemCount: z.int(),
  }),
])
export type ImportPreview = z.infer<typeof importPreview>

const importReport = z.discriminatedUnion('outcome', [
  refused,
  z.strictObject({
    /** `rejected`: a row was not good, so nothing at all was imported. */
    outcome: z.enum(['imported', 'rejected']),
    rows: z.int(),
    added: z.int(),
    unchanged: z.int(),
    problems: z.array(rowProblem),
    problemCount: z.int(),
  }),
  z.strictObject({
    /** It was accepted as a whole, and the disk failed in the middle: the rest is kept, and carried out later. */
    outcome: z.literal('under-way'),
    rows: z.int(),
    /** How many things are recorded by now, and how many are not yet. */
    added: z.int(),
    left: z.int(),
    unchanged: z.int(),
    problems: z.array(rowProblem),
    problemCount: z.int(),
    /** What stopped it, and the same in words. */
    storage: storageFailure,
    message: z.string(),
  }),
])
export type ImportReport = z.infer<typeof importReport>

/** A file as text; 64 MiB of it is more than any warehouse's master data. */
const importInput = z.strictObject({
  kind: importKind,
  text: z.string().max(64 * 1024 * 1024),
  mapping: mapping.optional(),
})

const initialiseInput = z.strictObject({
  terminal: codes.terminal,
  warehouse: codes.warehouse,
  warehouseName: codes.name.optional(),
  /** Absent: the embedded store. */
  central: codes.centralAddress.optional(),
  /** The site that this store was found to be of. Absent: whichever it is of when it is met. */
  site: codes.site.optional(),
  /** The first supervisor's PIN, chosen by whoever sets up; they are signed in with it. */
  pin: codes.pin.min(codes.fewestDigits.supervisor).optional(),
  /** Fills the new warehouse with products, bins and stock to try things on. */
  demo: z.boolean().optional(),
})
export type InitialiseInput = z.infer<typeof initialiseInput>

/** `site` is the site that the store is of; null while nothing of Tallydeck is in it. */
const reached = z.strictObject({ outcome: z.literal('done'), site: codes.site.nullable() })

export const setup = {
  /** Sets the terminal up, once. */
  initialise: call('open')
    .input(initialiseInput)
    .output(z.discriminatedUnion('outcome', [done, refused])),
  /** Is there a central store at this address? Changes nothing. */
  probeCentral: call('setting-up')
    .input(z.strictObject({ central: codes.centralAddress }))
    .output(z.discriminatedUnion('outcome', [reached, refused])),
  previewImport: call('supervisor').input(importInput).output(importPreview),
  /** All of it or nothing of it. */
  runImport: call('supervisor').input(importInput).output(importReport),
}
