import { z } from 'zod'
import { currentVersion, type DomainEvent, upcast } from '../domain/index.ts'
import { cut } from './bounds.ts'
import * as codes from './codes.ts'
import { countEventSchemas, countPolicyChanges, observation } from './countEvents.ts'
import { problemOfParse } from './parsing.ts'

const { bin, name, operator, quantity, reason, reference, role, sku, terminal, warehouse } = codes

const undoes = codes.uuid.optional()
const movement = { warehouse, sku, bin, quantity, reference: reference.optional(), undoes }

export const pinHash = z.strictObject({
  algorithm: z.literal('scrypt'),
  cost: z.int().min(2),
  blockSize: z.int().min(1),
  parallelization: z.int().min(1),
  salt: z.base64().min(1),
  hash: z.base64().min(1),
})

export const conflictId = z.string().min(1).max(128)
export const conflictReason = z.enum([
  'no-longer-possible',
  'same-field-changed',
  'terminal-id-taken',
  'recorded-elsewhere',
  'movement-during-count',
  'already-settled',
  'count-closed',
  'serial-elsewhere',
])
export const conflictCase = z.strictObject({
  conflict: conflictId,
  warehouse,
  stream: z.string().min(1),
  intention: z.strictObject({
    intention: codes.uuid,
    command: z.looseObject({ type: z.string() }),
    version: z.int().min(2).optional(),
    operator,
    terminal,
    occurredAt: codes.timestamp,
    sequence: codes.sequence,
    via: codes.via.optional(),
  }),
  reason: conflictReason,
  facts: codes.facts,
  decidedOn: codes.revision,
  head: codes.revision,
  choices: z.array(codes.offeredChoice),
  proposed: codes.proposal.optional(),
  rulings: codes.rulings.optional(),
})

export const reopening = conflictCase.pick({
  conflict: true,
  reason: true,
  facts: true,
  head: true,
  choices: true,
  proposed: true,
  rulings: true,
})

/** What a terminal says of itself when it was put back from a copy. */
export const restoration = {
  terminal,
  first: codes.sequence,
  missing: z.array(z.strictObject({ from: codes.sequence, to: codes.sequence })),
  copied: codes.timestamp.optional(),
  resumed: codes.timestamp,
  returned: z.int().min(0),
  latest: codes.timestamp.optional(),
}

/** Which store a supervisor took as the central store, and what that meant for the terminal. */
export const acceptance = {
  terminal,
  by: operator,
  kind: codes.storeKind,
  site: codes.site.optional(),
  lacking: z.int().min(0),
  offered: z.int().min(0),
}

type DataOf<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>['data']

/** The data of every event type in its current version. Parsed when an event is made and when it is read back. */
export const eventSchemas: { readonly [T in DomainEvent['type']]: z.ZodType<DataOf<T>> } = {
  StockReceived: z.strictObject(movement),
  StockPicked: z.strictObject(movement),
  StockMoved: z.strictObject({ warehouse, sku, from: bin, to: bin, quantity, undoes }),
  StockAdjusted: z.strictObject({ warehouse, sku, bin, delta: codes.delta, reason, undoes }),
  CountVariancePosted: z.strictObject({
    warehouse,
    sku,
    count: codes.count,
    ...observation,
    book: codes.recordedBalance,
    delta: codes.recordedBalance,
    onHand: codes.recordedBalance.optional(),
    incomplete: z.literal(true).optional(),
    reason: reason.optional(),
  }),
  CountVarianceCorrected: z.strictObject({
    warehouse,
    sku,
    bin,
    count: codes.count,
    line: codes.line,
    from: codes.timestamp,
    to: codes.timestamp,
    clockOffset: codes.clockOffset.optional(),
    delta: codes.recordedBalance,
  }),
  ProductRegistered: z.strictObject({ sku, name, packs: z.array(codes.pack) }),
  ProductRenamed: z.strictObject({ sku, name }),
  PackAdded: z.strictObject({ sku, pack: codes.pack }),
  PackRemoved: z.strictObject({ sku, barcode: codes.barcode }),
  UnitValueChanged: z.strictObject({ sku, unitValue: codes.unitValue }),
  WarehouseRegistered: z.strictObject({
    warehouse,
    name,
    negativeStock: codes.negativeStockPolicy,
    reasons: z.array(codes.reasonCode),
  }),
  WarehouseRenamed: z.strictObject({ warehouse, name }),
  BinsRegistered: z.strictObject({
    warehouse,
    bins: z.array(z.strictObject({ bin, zone: codes.zone.optional() })),
  }),
  NegativeStockPolicyChanged: z.strictObject({ warehouse, policy: codes.negativeStockPolicy }),
  IdleLockChanged: z.strictObject({ warehouse, minutes: codes.idleMinutes }),
  ReasonCodeAdded: z.strictObject({ warehouse, ...codes.reasonCode.shape }),
  ReasonCodeRetired: z.strictObject({ warehouse, reason }),
  ReasonDirectionChanged: z.strictObject({ warehouse, reason, direction: codes.direction }),
  CountPolicyChanged: z.strictObject({ warehouse, ...countPolicyChanges }),
  OperatorRegistered: z.strictObject({ operator, name, role }),
  OperatorRoleChanged: z.strictObject({ operator, role }),
  OperatorPinChanged: z.strictObject({ operator, pin: pinHash }),
  OperatorPinIssued: z.strictObject({ operator, pin: pinHash, expiresAt: codes.timestamp }),
  OperatorDeactivated: z.strictObject({ operator }),
  SupervisorRestored: z.strictObject({ operator }),
  TerminalEnrolled: z.strictObject({ terminal, warehouse, key: z.base64().min(1) }),
  TerminalRetired: z.strictObject({ terminal }),
  IntentionClosed: z.strictObject({
    terminal,
    intention: codes.uuid,
    sequence: codes.sequence,
    because: z.literal('already-so'),
  }),
  EpochBegan: z.strictObject({ ...restoration, epoch: z.int().min(2) }),
  ClockCompared: z.strictObject({ terminal, offset: codes.clockOffset }),
  IncompleteAccepted: z.strictObject({
    terminal,
    stream: codes.stream,
    last: codes.revision,
    by: operator,
  }),
  StoreAccepted: z.strictObject(acceptance),
  ...countEventSchemas,
  ConflictRaised: conflictCase,
  ConflictResolved: z.strictObject({
    conflict: conflictId,
    by: operator,
    choice: codes.choice,
    quantity: quantity.optional(),
    bin: bin.optional(),
    note: codes.note.optional(),
  }),
  ConflictClosed: z.strictObject({
    conflict: conflictId,
    result: z.enum(['carried-out', 'left-undone']),
  }),
  ConflictReopened: reopening,
}

/** The metadata of every event. `recordedAt` is not among it: it is the central store's. */
export const metadataSchema = z.looseObject({
  intention: codes.uuid,
  // EventStoreDB's own names, so that its projections by correlation work.
  $correlationId: z.string().min(1).max(1000),
  $causationId: z.string().min(1).max(1000),
  operator,
  terminal,
  /** The number of the intention on its terminal: 1, 2, 3, … without a gap. */
  sequence: codes.sequence,
  occurredAt: codes.timestamp,
  /** A person said when, afterwards: it is not the terminal's clock that says so. Absent for what was recorded live. */
  said: z.literal(true).optional(),
  /** What the terminal's clock was found to be off by then; absent where nobody found that. */
  clockOffset: codes.clockOffset.optional(),
  /** How it was asked for: `cli` by the command line, which takes a name on trust; absent for a screen. */
  via: codes.via.optional(),
  reason: reason.optional(),
  schemaVersion: z.int().min(1),
})

export type EventMetadata = z.infer<typeof metadataSchema>

const isEventType = (type: string): type is DomainEvent['type'] => Object.hasOwn(eventSchemas, type)

export type ParsedEvent =
  | { readonly ok: true; readonly event: DomainEvent }
  | { readonly ok: false; readonly problem: string }

/**
 * Reads an event: lifts it to the current version and parses it.
 * An event that cannot be read is a value with the problem in words; it never stops the terminal.
 */
export function parseEvent(type: string, version: number, data: unknown): ParsedEvent {
  if (!isEventType(type)) return { ok: false, problem: `unknown event type ${cut(type, 100)}` }
  const object = z.record(z.string(), z.unknown()).safeParse(data)
  if (!object.success) return { ok: false, problem: `${type}: data is not an object` }
  const lifted = upcast(type, version, object.data)
  if (lifted === undefined)
    return {
      ok: false,
      problem: `${type}: version ${version}, known up to ${currentVersion(type)}`,
    }
  const parsed = eventSchemas[type].safeParse(lifted)
  if (!parsed.success) return { ok: false, problem: `${type}: ${problemOfParse(parsed.error)}` }
  // The schema of the type has just proved it; TypeScript cannot see that type and data belong together.
  return { ok: true, event: { type, data: parsed.data } as DomainEvent }
}
