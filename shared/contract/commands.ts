import { z } from 'zod'
import * as codes from './codes.ts'
import { countPolicyChanges, tolerance } from './countEvents.ts'

const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape })

const movement = {
  sku: codes.sku,
  bin: codes.bin,
  quantity: codes.quantity,
  reference: codes.reference.optional(),
  undoes: codes.uuid.optional(),
}

const place = { bin: codes.bin, sku: codes.sku }

/** A bin or SKU list of one count; more is several counts. */
const MAX_PLACES = 5000

/** Lines of a count that one approval names; recorded in parts. */
const MAX_SHOWN = 50_000

/** The commands that are stored as they are given. */
export const storedAsGiven = [
  command('ReceiveStock', movement),
  command('PickStock', movement),
  command('MoveStock', {
    sku: codes.sku,
    from: codes.bin,
    to: codes.bin,
    quantity: codes.quantity,
    undoes: codes.uuid.optional(),
  }),
  command('AdjustStock', {
    sku: codes.sku,
    bin: codes.bin,
    delta: codes.delta,
    reason: codes.reason,
    undoes: codes.uuid.optional(),
  }),
  command('RegisterProduct', {
    sku: codes.sku,
    name: codes.name,
    packs: z.array(codes.pack).max(50).default([]),
  }),
  command('RenameProduct', { sku: codes.sku, name: codes.name }),
  command('AddPack', { sku: codes.sku, pack: codes.pack }),
  command('RemovePack', { sku: codes.sku, barcode: codes.barcode }),
  command('ChangeUnitValue', { sku: codes.sku, unitValue: codes.unitValue }),
  command('RenameWarehouse', { name: codes.name }),
  command('RegisterBin', { bin: codes.bin, zone: codes.zone.optional() }),
  command('ChangeNegativeStockPolicy', { policy: codes.negativeStockPolicy }),
  command('AddReasonCode', codes.reasonCode.shape),
  command('RetireReasonCode', { reason: codes.reason }),
  command('ChangeReasonDirection', { reason: codes.reason, direction: codes.direction }),
  command('ChangeCountPolicy', countPolicyChanges),
  command('ChangeIdleLock', { minutes: codes.idleMinutes }),
  command('RegisterOperator', { operator: codes.operator, name: codes.name, role: codes.role }),
  command('ChangeRole', { operator: codes.operator, role: codes.role }),
  command('DeactivateOperator', { operator: codes.operator }),
  command('RetireTerminal', { terminal: codes.terminal }),
  command('AcceptIncomplete', { terminal: codes.terminal, stream: codes.stream }),
  command('OpenCount', {
    count: codes.count,
    bins: z.array(codes.bin).max(MAX_PLACES),
    skus: z.array(codes.sku).max(MAX_PLACES).optional(),
    blind: z.boolean().optional(),
    tolerance: tolerance.optional(),
  }),
  command('RecordCount', {
    count: codes.count,
    ...place,
    quantity: codes.counted,
    reason: codes.reason.optional(),
    tally: codes.tally.optional(),
  }),
  command('ScanCount', {
    count: codes.count,
    ...place,
    quantity: codes.quantity,
    tally: codes.tally,
    serial: codes.serial.optional(),
  }),
  command('UndoCount', { count: codes.count, line: codes.line }),
  command('ConfirmEmptyBin', { count: codes.count, bin: codes.bin }),
  command('ReportFound', {
    count: codes.count,
    bin: codes.bin,
    barcode: codes.barcode,
    quantity: codes.quantity,
    note: codes.note.optional(),
  }),
  command('SubmitCount', { count: codes.count }),
  command('RequestRecount', {
    count: codes.count,
    lines: z.array(z.strictObject(place)).min(1).max(MAX_PLACES),
  }),
  command('AcceptCountLine', {
    count: codes.count,
    line: codes.line,
    counted: codes.counted.optional(),
    reason: codes.reason.optional(),
  }),
  command('ApproveCount', {
    count: codes.count,
    lines: z
      .array(z.strictObject({ line: codes.line, counted: codes.counted, book: codes.balance }))
      .min(1)
      .max(MAX_SHOWN)
      .optional(),
  }),
  command('PostCount', { count: codes.count }),
  command('CancelCount', { count: codes.count, reason: codes.note }),
  command('ResolveConflict', {
    conflict: z.string().min(1).max(128),
    choice: codes.choice,
    quantity: codes.quantity.optional(),
    bin: codes.bin.optional(),
    note: codes.note.optional(),
  }),
] as const

/** The commands that a person or a script may give. What only the terminal itself decides is not among them. */
export const commandSchema = z.discriminatedUnion('type', [
  ...storedAsGiven,
  command('ChangePin', { operator: codes.operator, pin: codes.pin }),
  command('IssuePin', { operator: codes.operator, pin: codes.pin }),
])

export type Command = z.infer<typeof commandSchema>

/** What may stand beside a command: its own id (the same id twice is the same intention) and when it happened. */
export const intentionFields = z.strictObject({
  id: codes.uuid.optional(),
  occurredAt: codes.timestamp.optional(),
})

/** A line of the command line's `exec`: a command with its optional id and time. Unknown fields are refused. */
export function parseCommandLine(line: unknown): z.ZodSafeParseResult<{
  readonly command: Command
  readonly id?: string | undefined
  readonly occurredAt?: string | undefined
}> {
  const { id, occurredAt, ...command } = z.looseObject({}).catch({}).parse(line)
  return z.object({ ...intentionFields.shape, command: commandSchema }).safeParse({
    ...(id === undefined ? {} : { id }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    command,
  })
}

export type Outcome = z.infer<typeof outcomeSchema>

const recordedEvent = z.strictObject({
  id: codes.uuid,
  type: z.string(),
  stream: z.string(),
  data: z.record(z.string(), z.unknown()),
})

/** What became of a command. A refusal is an outcome, with a code for programs and a message for people. */
export const outcomeSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    id: codes.uuid,
    outcome: z.literal('accepted'),
    events: z.array(recordedEvent),
    warnings: z
      .array(z.strictObject({ code: z.string(), facts: codes.facts, message: z.string() }))
      .optional(),
  }),
  z.strictObject({
    id: codes.uuid,
    outcome: z.literal('refused'),
    code: z.string(),
    message: z.string(),
    facts: codes.facts.optional(),
  }),
])
