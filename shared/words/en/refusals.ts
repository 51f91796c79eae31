import type { ConflictReason, RefusalCode, RefusalFacts, Warning } from '../../domain/index.ts'
import type { Facts } from '../../contract/codes.ts'
import type { TerminalRefusalCode } from '../../contract/refusals.ts'
import { formatCount, formatNumber, plural } from '../format.ts'
import { describeStream } from './streams.ts'

/**
 * What a refusal, a warning or a conflict says to people. Codes are for programs and stay; these sentences may change.
 */

const show = (facts: RefusalFacts, key: string): string => {
  const value = Object.hasOwn(facts, key) ? facts[key] : undefined
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'number' ? formatNumber(value) : String(value ?? '')
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

const streamIn = (facts: RefusalFacts) => describeStream(show(facts, 'stream'))
const countOf = (n: number) => `${formatNumber(n)} of its events`
const unreadIn = (f: RefusalFacts) => Number(f['unreadable'] ?? 0)

/** Both causes, where there are both. */
function knownOf(f: RefusalFacts): string {
  const [missing, unread] = [Number(f['missing'] ?? 0), unreadIn(f)]
  const why = [
    ...(missing > 0 ? [`${countOf(missing)} ${plural(missing, 'is', 'are')} missing here`] : []),
    ...(unread > 0
      ? [
          `${countOf(unread)} ${plural(unread, 'was', 'were')} recorded by a newer version, or ${plural(unread, 'is', 'are')} none of Tallydeck's`,
        ]
      : []),
  ]
  return `What this terminal knows of ${streamIn(f)} is incomplete: ${why.join(', and ')}.`
}
const isOfStock = (facts: RefusalFacts) => show(facts, 'stream').startsWith('stock-')

const placeIn = (facts: RefusalFacts) => `${show(facts, 'sku')} in bin ${show(facts, 'bin')}`

/** Where a figure is kept from whoever counts it. */
const covered = 'What it holds is covered while you count it blind.'

type Code = RefusalCode | TerminalRefusalCode

const refusals: Readonly<Record<Code, (facts: RefusalFacts) => string>> = {
  'address-given': () =>
    'This terminal was started with an address of its own (--central), which goes over what is kept here. Nothing was changed. Start it without one, then change the address.',
  'already-approved': (f) =>
    `Line ${show(f, 'line')} of count ${show(f, 'count')} is approved: it cannot be taken back. Ask for a recount.`,
  'already-initialised': (f) =>
    `This data folder belongs to terminal ${show(f, 'terminal')} of warehouse ${show(f, 'warehouse')}. It was not changed to ${show(f, 'askedTerminal')} of ${show(f, 'askedWarehouse')}. Use another data folder for another terminal.`,
  'already-posted': (f) =>
    `Line ${show(f, 'line')} of count ${show(f, 'count')} is in the book already.`,
  'already-registered': (f) => `${subject(f)} is registered already.`,
  'barcode-taken': (f) =>
    show(f, 'sku') === ''
      ? `Barcode ${show(f, 'barcode')} is given twice.`
      : `Barcode ${show(f, 'barcode')} belongs to product ${show(f, 'sku')}.`,
  'bin-not-empty': (f) => `Bin ${show(f, 'bin')} is not empty.`,
  'bin-unknown': (f) => `Bin ${show(f, 'bin')} is not registered.`,
  'id-taken': (f) =>
    `Terminal ${show(f, 'terminal')} has recorded something under the id ${show(f, 'intention')} already. Nothing was recorded here: give this command an id of its own.`,
  'count-again': (f) =>
    `${placeIn(f)} was counted, ${show(f, 'counted')}, but what was moved there since is missing on this terminal. What was counted is kept. Count it again.`,
  'counted-blind': (f) =>
    `You count blind what this conflict is about, in count ${show(f, 'count')}: nothing was recorded, and the conflict is kept. Hand in the count first, or let a supervisor settle it who does not count there.`,
  'decided-otherwise': (f) =>
    `${placeIn(f)} was decided otherwise meanwhile: another supervisor took ${show(f, 'theirs')}, you took ${show(f, 'counted')}. Both counts are kept. Count it again, or take one of them in the review.`,
  'figure-changed': (f) =>
    `${placeIn(f)} is now counted as ${show(f, 'counted')}; you accepted ${show(f, 'accepted')}. Everything counted is kept. Look at it again.`,
  'insufficient-stock': (f) =>
    Object.hasOwn(f, 'onHand')
      ? `Bin ${show(f, 'bin')} holds ${show(f, 'onHand')} of ${show(f, 'sku')}, not ${show(f, 'requested')}.`
      : `By the book there is not enough of ${show(f, 'sku')} in bin ${show(f, 'bin')}. ${covered}`,
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
  'later-look-approved': (f) =>
    `${placeIn(f)} was looked at again after that, and ${show(f, 'approved')} is approved. Count it again.`,
  'limit-exceeded': (f) => `${subject(f)} is beyond the limit${limit(f)}.`,
  'movement-during-count': (f) =>
    `Bin ${show(f, 'bin')} was being counted then, from ${show(f, 'from')} to ${show(f, 'to')}: nothing was recorded. Say a time before that or after it, or have the bin counted again.`,
  'not-found': (f) => `${subject(f)} is not known.`,
  'not-halted': () =>
    'The central store is the one that this terminal knows. Nothing had to be changed, and the exchange goes on.',
  'not-in-count': (f) => `Bin ${show(f, 'bin')} is not part of count ${show(f, 'count')}.`,
  'not-permitted': (f) =>
    show(f, 'needs') === 'supervisor'
      ? 'Only a supervisor may do this.'
      : show(f, 'needs') === 'own-terminal'
        ? `Only terminal ${show(f, 'terminal')} itself can take this. Say it there.`
        : 'You are not permitted to do this.',
  'nothing-missing': (f) => `Nothing of ${streamIn(f)} is missing on this terminal.`,
  'nothing-to-approve': (f) =>
    `Nothing of count ${show(f, 'count')} is within reach of approval; ${formatCount(Number(f['left']), 'line needs', 'lines need')} a look.`,
  'nothing-to-post': (f) =>
    f['approved'] === 0
      ? `Nothing of count ${show(f, 'count')} is approved yet.`
      : `Everything of count ${show(f, 'count')} that is approved is in the book.`,
  'operator-inactive': (f) => `Operator ${show(f, 'operator')} has been deactivated.`,
  'operator-unknown': (f) => `Operator ${show(f, 'operator')} is not registered.`,
  'own-count': (f) =>
    `You counted ${f['lines'] === 1 ? 'this line' : `these ${show(f, 'lines')} lines`} yourself. Another supervisor has to approve. If there is none, a supervisor can change the rule “own counts” of the warehouse.`,
  'pin-already-chosen': (f) => `${show(f, 'operator')} has chosen a PIN already.`,
  'pin-expired': (f) =>
    `The PIN that ${show(f, 'operator')} was given was good for a day. A supervisor gives a new one.`,
  'pin-not-issued': (f) =>
    `${show(f, 'operator')} has no PIN yet. A supervisor gives the first one: Warehouse, People.`,
  'pin-same': () => 'That is the PIN that you were given. Choose another one, which only you know.',
  'pin-too-short': (f) => `A supervisor’s PIN has ${show(f, 'least')} digits or more.`,
  'pin-unusable': (f) =>
    `What is stored as the PIN of ${show(f, 'operator')} cannot be used, so no PIN can fit. A supervisor has to give a new one.`,
  'product-unknown': (f) => `Product ${show(f, 'sku')} is not registered.`,
  'reason-direction': (f) =>
    `Reason ${show(f, 'reason')} ${f['direction'] === 'in' ? 'adds to' : 'takes from'} the book, it cannot ${f['direction'] === 'in' ? 'take from' : 'add to'} it.`,
  'reason-unknown': (f) =>
    `Reason ${show(f, 'reason')} is not known${Object.hasOwn(f, 'known') ? `; known are: ${show(f, 'known')}` : ''}.`,
  'same-bin': (f) => `The goods are in bin ${show(f, 'bin')} already.`,
  'same-counter': (f) =>
    `You have counted ${show(f, 'sku')} in ${show(f, 'bin')} before: somebody else has to count it again.`,
  'serial-counted': (f) => `Serial ${show(f, 'serial')} is counted already.`,
  'store-changed': () =>
    'The store that is there is not the one that was shown, or lacks more by now. Nothing was changed. Look again.',
  'stream-ended': (f) =>
    `Nothing can be recorded for ${streamIn(f)} any more: its stream in the central store was ended for good. Nothing was recorded. Tell who looks after the central store.`,
  'stream-incomplete': (f) =>
    unreadIn(f) > 0
      ? `${knownOf(f)} Nothing was recorded. Update this terminal, or have a supervisor say that work goes on with what is known.`
      : `${knownOf(f)} Nothing was recorded. ${isOfStock(f) ? 'Count the bin, or have' : 'Have'} a supervisor say that work goes on with what is known.`,
  'too-large': (f) =>
    `That is more than can be sent at once: ${show(f, 'kilobytes')} kB, and ${show(f, 'limit')} kB is the most. Nothing was recorded. Give it in several smaller parts.`,
  'warehouse-not-named': (f) =>
    `This is not an older copy of the store that the terminal knows. To take it all the same, give the code of the warehouse, ${show(f, 'warehouse')}.`,
  'warehouse-unknown': (f) => `Warehouse ${show(f, 'warehouse')} is not registered.`,
}

const limit = (facts: RefusalFacts) =>
  Object.hasOwn(facts, 'limit') ? ` of ${show(facts, 'limit')}` : ''

const isRefusalCode = (code: string): code is Code => Object.hasOwn(refusals, code)

/** What a refusal says to a person. */
export const refusalMessage = (code: Code, facts: RefusalFacts): string => refusals[code](facts)

/** A refusal as it is answered: its code, its facts, and what these say. */
export const refusal = <Given extends Code>(code: Given, facts: RefusalFacts = {}) => ({
  outcome: 'refused' as const,
  code,
  facts: sendable(facts),
  message: refusalMessage(code, facts),
})

/** Facts as they are sent: what nobody changes may be changed by whoever has them. */
const sendable = (facts: RefusalFacts): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'object' ? [...value] : value,
    ]),
  )

const warnings: Readonly<Record<Warning['code'], (facts: RefusalFacts) => string>> = {
  'stock-negative': (f) =>
    Object.hasOwn(f, 'onHand')
      ? `The book says that bin ${show(f, 'bin')} held only ${show(f, 'onHand')} of ${show(f, 'sku')}: count it.`
      : `The book does not cover that. ${covered}`,
}

/** What a warning says to a person although the command was carried out. */
export const warningOf = ({ code, facts }: Warning) => ({
  code,
  facts: sendable(facts),
  message: warnings[code](facts),
})

/** What a refusal would say was not recorded, and a conflict keeps. */
const keptAll: Readonly<Record<string, (facts: RefusalFacts) => string>> = {
  'stream-incomplete': (f) =>
    `${knownOf(f)} What was recorded is kept, and waits for somebody to say whether it happened so.`,
  'stream-ended': (f) =>
    `Nothing can be recorded for ${streamIn(f)} any more: its stream in the central store was ended for good. What was recorded is kept here.`,
}

const conflicts: Readonly<Record<ConflictReason, (facts: RefusalFacts) => string>> = {
  'no-longer-possible': (f) => {
    const code = show(f, 'code')
    const kept = keptAll[code]?.(f)
    if (kept !== undefined) return kept
    return `No longer possible${isRefusalCode(code) ? `: ${refusals[code](f)}` : '.'}`
  },
  'same-field-changed': (f) =>
    Object.hasOwn(f, 'yours') && show(f, 'yours') !== show(f, 'theirs')
      ? `Somebody else changed the same thing: to “${show(f, 'theirs')}”; here it was “${show(f, 'yours')}”.`
      : 'Somebody else changed the same thing meanwhile.',
  'terminal-id-taken': (f) =>
    `Another installation uses the terminal id ${show(f, 'terminal')} (warehouse ${show(f, 'warehouse')}).`,
  'recorded-elsewhere': (f) =>
    `${show(f, 'operator')} recorded it under the same id on terminal ${show(f, 'elsewhere')} too. Was it done once or twice?`,
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
