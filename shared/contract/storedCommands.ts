import { z } from 'zod'
import {
  commandUpcasts,
  currentVersion,
  type DomainCommand,
  upcast,
  type Upcasts,
} from '../domain/index.ts'
import { cut } from './bounds.ts'
import * as codes from './codes.ts'
import { storedAsGiven } from './commands.ts'
import { observation } from './countEvents.ts'
import { acceptance, conflictCase, conflictId, pinHash, reopening, restoration } from './events.ts'
import { problemOfParse } from './parsing.ts'

const own = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape })

/** Each command as it is stored: as it was given; with its PIN as a hash; and those that only the terminal gives. */
const storedCommandSchema = z.discriminatedUnion('type', [
  ...storedAsGiven,
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
  own('IssuePin', { operator: codes.operator, pin: pinHash }),
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

type StoredType = z.infer<typeof storedCommandSchema>['type']
/** Each command of the domain has a form in which it is stored: a new one that has none is a type error here. */
const isCovered: DomainCommand['type'] extends StoredType ? true : false = true
void isCovered

const types: ReadonlySet<string> = new Set(
  storedCommandSchema.options.map(({ shape }) => shape.type.value),
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
export function parseStoredCommand(
  given: GivenCommand,
  version = 1,
  steps: Upcasts = commandUpcasts,
): StoredCommand {
  const { type } = given
  if (!types.has(type)) return unknown(type, `unknown command ${cut(type, 100)}`)
  const lifted = upcast(type, version, given, steps)
  if (lifted === undefined)
    return unknown(type, `${type}: version ${version}, known up to ${currentVersion(type, steps)}`)
  const { data: command, error } = storedCommandSchema.safeParse(lifted)
  return error ? unknown(type, `${type}: ${problemOfParse(error)}`) : { known: true, command }
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
