import { z } from 'zod'
import {
  commandUpcasts,
  currentCommandVersion,
  type DomainCommand,
  upcast,
} from '../domain/index.ts'
import { cut } from './bounds.ts'
import * as codes from './codes.ts'
import { commandSchema } from './commands.ts'
import { observation } from './countEvents.ts'
import { acceptance, conflictCase, conflictId, pinHash, reopening, restoration } from './events.ts'
import { problemOfParse } from './parsing.ts'

const own = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape })

/** Commands as they are stored that nobody gives in that form: the terminal's own, and those with a PIN, as its hash. */
const ownCommandSchema = z.discriminatedUnion('type', [
  own('PostCountVariance', {
    sku: codes.sku,
    observation: z.strictObject({ count: codes.count, ...observation }),
    reason: codes.reason.optional(),
  }),
  own('RegisterWarehouse', { warehouse: codes.warehouse, name: codes.name }),
  own('RegisterBins', {
    bins: z.array(z.strictObject({ bin: codes.bin, zone: codes.zone.optional() })),
  }),
  own('ChoosePin', { operator: codes.operator, pin: pinHash }),
  own('ChangePin', { operator: codes.operator, pin: pinHash }),
  own('RestoreSupervisor', { operator: codes.operator }),
  own('EnrolTerminal', {
    terminal: codes.terminal,
    warehouse: codes.warehouse,
    key: z.base64().min(1),
  }),
  own('CloseIntention', {
    terminal: codes.terminal,
    intention: codes.uuid,
    sequence: codes.sequence,
  }),
  own('BeginEpoch', restoration),
  own('CompareClock', { terminal: codes.terminal, offset: codes.clockOffset }),
  own('AcceptStore', acceptance),
  own('RaiseConflict', conflictCase.shape),
  own('CloseConflict', {
    conflict: conflictId,
    result: z.enum(['carried-out', 'left-undone']),
  }),
  own('ReopenConflict', reopening.shape),
])

type OwnType = z.infer<typeof ownCommandSchema>['type']
type GivenType = Exclude<z.infer<typeof commandSchema>['type'], 'ChangePin'>
/** Each command of the domain is in one of the two: a new one that is in neither is a type error here. */
const isCovered: Record<DomainCommand['type'], true> extends Record<OwnType | GivenType, true>
  ? true
  : false = true
void isCovered

const ownTypes: ReadonlySet<string> = new Set(
  ownCommandSchema.options.map(({ shape }) => shape.type.value),
)
const givenTypes: ReadonlySet<string> = new Set(
  commandSchema.options.map(({ shape }) => shape.type.value),
)

/** A command as it was stored, whoever wrote it. */
export type GivenCommand = { readonly type: string } & Readonly<Record<string, unknown>>

/** A command that was stored: one that this version knows, or one that is only kept and shown. */
export type StoredCommand =
  | { readonly known: true; readonly command: DomainCommand }
  | { readonly known: false; readonly type: string; readonly problem: string }

const unknown = (type: string, problem: string): StoredCommand => ({
  known: false,
  type: cut(type, 100),
  problem,
})

/**
 * Reads a command that was stored: lifts it to the current version and parses it. One that cannot be read is a value
 * with the problem in words; it never stops the terminal or a screen.
 */
export function parseStoredCommand(given: GivenCommand, version = 1): StoredCommand {
  const { type } = given
  if (!ownTypes.has(type) && !givenTypes.has(type))
    return unknown(type, `unknown command ${cut(type, 100)}`)
  const lifted = upcast(type, version, given, commandUpcasts)
  if (lifted === undefined)
    return unknown(type, `${type}: version ${version}, known up to ${currentCommandVersion(type)}`)
  const parsed = (ownTypes.has(type) ? ownCommandSchema : commandSchema).safeParse(lifted)
  // The schema of its type has just proved it. With its PIN not hashed it is in neither form.
  return parsed.success &&
    !(parsed.data.type === 'ChangePin' && typeof parsed.data.pin === 'string')
    ? { known: true, command: parsed.data as DomainCommand }
    : unknown(
        type,
        `${type}: ${parsed.error ? problemOfParse(parsed.error) : 'its PIN is no hash'}`,
      )
}

const givenSchema = z.looseObject({ type: z.string() })

/** The same of JSON text as it stands in a row. */
export function readStoredCommand(
  json: string,
  version?: number,
): { readonly given: GivenCommand; readonly stored: StoredCommand } {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    value = undefined
  }
  const { data: given = { type: 'unreadable' } } = givenSchema.safeParse(value)
  return { given, stored: parseStoredCommand(given, version) }
}
