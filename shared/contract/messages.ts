import type { z } from 'zod'
import {
  type ConflictReason,
  type DomainCommand,
  type DomainEvent,
  type RefusalCode,
  type RefusalFacts,
  unreachable,
  type Warning,
} from '../domain/index.ts'
import { describeCountCommand, describeCountEvent } from './countMessages.ts'

/**
 * The words for people, in one place: what a refusal, a warning or a conflict says, and what a command or an
 * event is called. Codes are for programs and stay; these sentences may change.
 */

const show = (facts: RefusalFacts, key: string): string => {
  const value = Object.hasOwn(facts, key) ? facts[key] : undefined
  return Array.isArray(value) ? value.join(', ') : String(value ?? '')
}

/** What a fact is about, in words: the first of the names that the facts have. */
const names = {
  sku: 'Product',
  bin: 'Bin',
  operator: 'Operator',
  terminal: 'Terminal',
  reason: 'Reason code',
  barcode: 'Barcode',
  count: 'Count',
  conflict: 'Conflict',
  warehouse: 'Warehouse',
} as const

function subject(facts: RefusalFacts): string {
  for (const [key, word] of Object.entries(names))
    if (Object.hasOwn(facts, key)) return `${word} ${show(facts, key)}`
  return 'That'
}

const refusals: Readonly<Record<RefusalCode, (facts: RefusalFacts) => string>> = {
  'already-posted': (f) =>
    `Line ${show(f, 'line')} of count ${show(f, 'count')} is in the book already.`,
  'already-registered': (f) => `${subject(f)} is registered already.`,
  'barcode-taken': (f) =>
    show(f, 'sku') === ''
      ? `Barcode ${show(f, 'barcode')} is given twice.`
      : `Barcode ${show(f, 'barcode')} belongs to product ${show(f, 'sku')}.`,
  'bin-not-empty': (f) => `Bin ${show(f, 'bin')} is not empty.`,
  'bin-unknown': (f) => `Bin ${show(f, 'bin')} is not registered.`,
  'insufficient-stock': (f) =>
    `Bin ${show(f, 'bin')} holds ${show(f, 'onHand')} of ${show(f, 'sku')}, not ${show(f, 'requested')}.`,
  'invalid-command': (f) =>
    Object.hasOwn(f, 'choice')
      ? `This conflict cannot be settled by ${show(f, 'choice')}.`
      : `The command is not valid${Object.hasOwn(f, 'problem') ? `: ${show(f, 'problem')}` : ''}.`,
  'invalid-state': (f) =>
    Object.hasOwn(f, 'by')
      ? `${subject(f)} was settled by ${show(f, 'by')} already.`
      : `${subject(f)} is no longer in a state that allows this.`,
  'last-supervisor': (f) =>
    `${show(f, 'operator')} is the last active supervisor: register another one first.`,
  'limit-exceeded': (f) => `${subject(f)} is beyond the limit${limit(f)}.`,
  'movement-during-count': (f) => conflicts['movement-during-count'](f),
  'not-found': (f) => `${subject(f)} is not known.`,
  'not-in-count': (f) => `Bin ${show(f, 'bin')} is not part of count ${show(f, 'count')}.`,
  'not-permitted': (f) =>
    show(f, 'needs') === 'supervisor'
      ? 'Only a supervisor may do this.'
      : 'You are not permitted to do this.',
  'nothing-to-approve': (f) =>
    `Nothing of count ${show(f, 'count')} is within reach of approval; ${show(f, 'left')} lines need a look.`,
  'operator-inactive': (f) => `Operator ${show(f, 'operator')} has been deactivated.`,
  'operator-unknown': (f) => `Operator ${show(f, 'operator')} is not registered.`,
  'pin-already-chosen': (f) => `${show(f, 'operator')} has chosen a PIN already.`,
  'product-unknown': (f) => `Product ${show(f, 'sku')} is not registered.`,
  'reason-unknown': (f) =>
    `Reason ${show(f, 'reason')} is not known${Object.hasOwn(f, 'known') ? `; known are: ${show(f, 'known')}` : ''}.`,
  'same-bin': (f) => `The goods are in bin ${show(f, 'bin')} already.`,
  'same-counter': (f) =>
    `You have counted ${show(f, 'sku')} in ${show(f, 'bin')} before: somebody else has to count it again.`,
  'serial-counted': (f) => `Serial ${show(f, 'serial')} is counted already.`,
  'warehouse-unknown': (f) => `Warehouse ${show(f, 'warehouse')} is not registered.`,
}

const limit = (facts: RefusalFacts) =>
  Object.hasOwn(facts, 'limit') ? ` of ${show(facts, 'limit')}` : ''

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)

/** What a refusal says to a person. */
export const refusalMessage = (code: RefusalCode, facts: RefusalFacts): string =>
  refusals[code](facts)

const warnings: Readonly<Record<Warning['code'], (facts: RefusalFacts) => string>> = {
  'stock-negative': (f) =>
    `The book says that bin ${show(f, 'bin')} held only ${show(f, 'onHand')} of ${show(f, 'sku')}: count it.`,
}

/** What a warning says to a person although the command was carried out. */
export const warningMessage = ({ code, facts }: Warning): string => warnings[code](facts)

const conflicts: Readonly<Record<ConflictReason, (facts: RefusalFacts) => string>> = {
  'no-longer-possible': (f) => {
    const code = show(f, 'code')
    return `No longer possible${isRefusalCode(code) ? `: ${refusals[code](f)}` : '.'}`
  },
  'same-field-changed': (f) =>
    Object.hasOwn(f, 'yours')
      ? `Somebody else changed the same thing: to “${show(f, 'theirs')}”; here it was “${show(f, 'yours')}”.`
      : 'Somebody else changed the same thing meanwhile.',
  'terminal-id-taken': (f) =>
    `Another installation uses the terminal id ${show(f, 'terminal')} (warehouse ${show(f, 'warehouse')}).`,
  'movement-during-count': (f) =>
    `A movement in bin ${show(f, 'bin')} that was not known then overlaps the count.`,
  'count-closed': (f) =>
    `${show(f, 'by')} cancelled count ${show(f, 'count')} meanwhile. What was counted is kept.`,
  'serial-elsewhere': (f) => `Serial ${show(f, 'serial')} was counted in ${show(f, 'theirs')} too.`,
  'already-settled': (f) => `${show(f, 'by')} settled this conflict first.`,
}

/** Why an intention needs a person, in plain words. */
export const conflictMessage = (reason: ConflictReason, facts: RefusalFacts): string =>
  conflicts[reason](facts)

/** A command in plain words: "Pick 3 of HL-U509-R from A-01-02". */
export function describeCommand(command: DomainCommand): string {
  switch (command.type) {
    case 'ReceiveStock':
      return `Receive ${command.quantity} of ${command.sku} into ${command.bin}`
    case 'PickStock':
      return `Pick ${command.quantity} of ${command.sku} from ${command.bin}`
    case 'MoveStock':
      return `Move ${command.quantity} of ${command.sku} from ${command.from} to ${command.to}`
    case 'AdjustStock':
      return `Adjust ${command.sku} in ${command.bin} by ${signed(command.delta)} (${command.reason})`
    case 'PostCountVariance':
      return `Post count of ${command.sku} in ${command.observation.bin}: ${command.observation.counted}`
    case 'RegisterProduct':
      return `Register product ${command.sku}, ${command.name}`
    case 'RenameProduct':
      return `Rename product ${command.sku} to ${command.name}`
    case 'AddPack':
      return `Add pack ${command.pack.barcode} (${command.pack.factor}) to ${command.sku}`
    case 'RemovePack':
      return `Remove pack ${command.barcode} from ${command.sku}`
    case 'RegisterWarehouse':
      return `Register warehouse ${command.warehouse}, ${command.name}`
    case 'RenameWarehouse':
      return `Rename the warehouse to ${command.name}`
    case 'RegisterBin':
      return `Register bin ${command.bin}`
    case 'RegisterBins':
      return command.bins.length === 1
        ? `Register bin ${command.bins[0]?.bin}`
        : `Register ${command.bins.length} bins`
    case 'ChangeNegativeStockPolicy':
      return command.policy === 'warn' ? 'Let stock go below zero' : 'Refuse stock below zero'
    case 'AddReasonCode':
      return `Add reason code ${command.reason}, ${command.text}`
    case 'RetireReasonCode':
      return `Retire reason code ${command.reason}`
    case 'ChangeUnitValue':
      return `Set the value of ${command.sku}`
    case 'ChangeCountPolicy':
      return 'Change the rules for counting'
    case 'RegisterOperator':
      return `Register ${command.role} ${command.operator}, ${command.name}`
    case 'ChangeRole':
      return `Make ${command.operator} ${command.role === 'supervisor' ? 'a supervisor' : 'an operator'}`
    case 'ChoosePin':
    case 'ChangePin':
      return `Set the PIN of ${command.operator}`
    case 'DeactivateOperator':
      return `Deactivate operator ${command.operator}`
    case 'EnrolTerminal':
      return `Enrol terminal ${command.terminal}`
    case 'RetireTerminal':
      return `Retire terminal ${command.terminal}`
    case 'CloseIntention':
      return `Note that nothing was left to record for intention ${command.intention}`
    case 'RaiseConflict':
      return `Raise conflict ${command.conflict}`
    case 'ResolveConflict':
      return `Settle conflict ${command.conflict}: ${command.choice}`
    case 'CloseConflict':
      return `Close conflict ${command.conflict}`
    case 'ReopenConflict':
      return `Open conflict ${command.conflict} again`
    case 'OpenCount':
    case 'RecordCount':
    case 'ScanCount':
    case 'UndoCount':
    case 'ConfirmEmptyBin':
    case 'ReportFound':
    case 'SubmitCount':
    case 'RequestRecount':
    case 'AcceptCountLine':
    case 'ApproveCount':
    case 'CancelCount':
      return describeCountCommand(command)
    default:
      return unreachable(command)
  }
}

const signed = (value: number) => (value > 0 ? `+${value}` : String(value))

/** An event in plain words, for a list of what happened: "3 of HL-U509-R picked from A-01-02". */
export function describeEvent(event: DomainEvent): string {
  switch (event.type) {
    case 'StockReceived':
      return `${event.data.quantity} of ${event.data.sku} received into ${event.data.bin}`
    case 'StockPicked':
      return `${event.data.quantity} of ${event.data.sku} picked from ${event.data.bin}`
    case 'StockMoved':
      return `${event.data.quantity} of ${event.data.sku} moved from ${event.data.from} to ${event.data.to}`
    case 'StockAdjusted':
      return `${event.data.sku} in ${event.data.bin} adjusted by ${signed(event.data.delta)} (${event.data.reason})`
    case 'CountVariancePosted':
      return `${event.data.sku} in ${event.data.bin} counted: ${event.data.counted}, book ${event.data.book}`
    case 'CountVarianceCorrected':
      return `Count of ${event.data.sku} in ${event.data.bin} corrected by ${signed(event.data.delta)}: a movement before it came in late`
    case 'ProductRegistered':
      return `Product ${event.data.sku} registered as ${event.data.name}`
    case 'ProductRenamed':
      return `Product ${event.data.sku} renamed to ${event.data.name}`
    case 'PackAdded':
      return `Pack ${event.data.pack.barcode} (${event.data.pack.factor}) added to ${event.data.sku}`
    case 'PackRemoved':
      return `Pack ${event.data.barcode} removed from ${event.data.sku}`
    case 'WarehouseRegistered':
      return `Warehouse ${event.data.warehouse} registered as ${event.data.name}`
    case 'WarehouseRenamed':
      return `Warehouse ${event.data.warehouse} renamed to ${event.data.name}`
    case 'BinsRegistered':
      return event.data.bins.length === 1
        ? `Bin ${event.data.bins[0]?.bin} registered`
        : `${event.data.bins.length} bins registered`
    case 'NegativeStockPolicyChanged':
      return event.data.policy === 'warn'
        ? 'Stock may go below zero'
        : 'Stock below zero is refused'
    case 'ReasonCodeAdded':
      return `Reason code ${event.data.reason} added: ${event.data.text}`
    case 'ReasonCodeRetired':
      return `Reason code ${event.data.reason} retired`
    case 'UnitValueChanged':
      return `Value of ${event.data.sku} changed`
    case 'CountPolicyChanged':
      return 'Rules for counting changed'
    case 'OperatorRegistered':
      return `${event.data.operator} registered as ${event.data.role}`
    case 'OperatorRoleChanged':
      return `${event.data.operator} is now ${event.data.role}`
    case 'OperatorPinChanged':
      return `${event.data.operator} has a new PIN`
    case 'OperatorDeactivated':
      return `${event.data.operator} deactivated`
    case 'TerminalEnrolled':
      return `Terminal ${event.data.terminal} enrolled in ${event.data.warehouse}`
    case 'TerminalRetired':
      return `Terminal ${event.data.terminal} retired`
    case 'IntentionClosed':
      return 'Nothing was left to record'
    case 'ConflictRaised':
      return `Conflict raised by ${event.data.intention.terminal}`
    case 'ConflictResolved':
      return `Conflict settled by ${event.data.by}: ${event.data.choice}`
    case 'ConflictClosed':
      return event.data.result === 'carried-out' ? 'Settlement carried out' : 'Left undone'
    case 'ConflictReopened':
      return 'Conflict opened again: the settlement was not possible'
    case 'CountOpened':
    case 'CountRecorded':
    case 'CountScanned':
    case 'CountUndone':
    case 'BinConfirmedEmpty':
    case 'FoundReported':
    case 'CountSubmitted':
    case 'RecountRequested':
    case 'CountLineAccepted':
    case 'CountLinesApproved':
    case 'CountApproved':
    case 'CountCancelled':
      return describeCountEvent(event)
    default:
      return unreachable(event)
  }
}

/** Why input does not parse, in one sentence for a person; never longer than a few lines, whatever the input. */
export function describeProblem(error: z.ZodError): string {
  const shown = error.issues.slice(0, 3).map(explain)
  const more = error.issues.length - shown.length
  return [...new Set(shown), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

function explain(issue: z.core.$ZodIssue): string {
  const place = issue.path.filter((part) => part !== 'command').join('.')
  const own = !issue.message.startsWith('Invalid')
  switch (issue.code) {
    case 'unrecognized_keys':
      return `unknown field${issue.keys.length > 1 ? 's' : ''} ${clip(issue.keys.join(', '))}`
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `${place} is none of ${issue.options.join(', ')}`
        : `${place} is not valid`
    case 'invalid_value':
      return `${place} is none of ${issue.values.join(', ')}`
    case 'invalid_type':
      if (own) return issue.message
      return issue.message.endsWith('received undefined')
        ? `${place} is missing`
        : `${place} is not a ${issue.expected}`
    case 'invalid_format':
      return own ? issue.message : `${place} is not a valid ${issue.format}`
    default:
      return own || place === '' ? issue.message : `${place}: ${issue.message}`
  }
}

const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)
