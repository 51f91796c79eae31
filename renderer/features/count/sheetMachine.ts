import type { ScanResult } from '#shared/contract/api/index.ts'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import { notLookedUp } from '../../work/machine/messages.ts'
import {
  addScanned,
  clearQuantity,
  eraseDigit,
  typeText,
  type QuantityEntry,
} from '../../ui/quantity/quantityEntry.ts'
import {
  ask,
  broughtBy,
  cued,
  matchesOf,
  refused,
  say,
  send,
  stay,
  stepWaiting,
  type About,
  type Held,
  type Match,
} from '../../work/machine/working.ts'
import {
  afterwards,
  numberInHand,
  tallyOf,
  withKnown,
  withTally,
  type Fresh,
  type Sheet,
  type SheetEvent,
  type SheetKey,
} from './sheet.ts'

const goTo = (sheet: Sheet, bin: string): Sheet => ({
  ...sheet,
  // The bin that one stands at, scanned once more, changes nothing.
  ...(bin !== sheet.bin && { bin, product: undefined, quantity: clearQuantity() }),
  stage: { kind: 'ready' },
  message: undefined,
})

const noBin = (sku: string) =>
  ({
    tone: 'refused',
    happened: `${sku} was scanned, but no bin yet.`,
    kept: 'Nothing was counted.',
    next: 'Scan the bin that you stand at, then what is in it.',
  }) as const

const tooMuch = {
  tone: 'refused',
  happened: 'That is more than one count can hold.',
  kept: 'The number is as it was.',
  next: 'Record it first, then go on.',
} as const

/** One scan: it adds to the number in hand, or to what is counted of the product in this bin. */
const add = (
  count: string,
  sheet: Sheet,
  { product, factor }: Match,
  { id, tally }: Fresh,
): Sheet => {
  const { bin } = sheet
  if (bin === undefined) return say(sheet, noBin(product.sku))
  if (numberInHand(sheet) !== undefined) {
    const quantity = addScanned(sheet.quantity, factor)
    return quantity === sheet.quantity
      ? say(sheet, tooMuch)
      : cued({ ...sheet, quantity, stage: { kind: 'ready' }, message: undefined }, 'good')
  }
  return send(
    { ...sheet, product, quantity: clearQuantity() },
    {
      id,
      command: {
        type: 'ScanCount',
        count,
        bin,
        sku: product.sku,
        quantity: factor,
        tally: tallyOf(sheet, product.sku) ?? tally,
      },
    },
  )
}

const takeResult = (
  count: string,
  sheet: Sheet,
  { result, ...ids }: { result: ScanResult } & Fresh,
): Sheet => {
  switch (result.kind) {
    case 'bin':
      return cued(goTo(sheet, result.bin), 'good')
    case 'product': {
      const [match, ...others] = matchesOf(result, sheet.product?.sku)
      if (match === undefined) return { ...sheet, stage: { kind: 'ready' } }
      return others.length === 0
        ? add(count, sheet, match, ids)
        : { ...sheet, stage: { kind: 'choosing', matches: [match, ...others] } }
    }
    case 'unknown':
      return sheet.bin === undefined || result.code.length > 128
        ? say(sheet, {
            tone: 'refused',
            happened: `No product and no bin has the code ${result.code.slice(0, 40)}.`,
            kept: 'Nothing was counted.',
            next: 'Scan the bin that you stand at.',
          })
        : cued(
            { ...sheet, message: undefined, stage: { kind: 'unknown', code: result.code } },
            'warning',
          )
    default:
      return result satisfies never
  }
}

const pressKey = (entry: QuantityEntry, key: SheetKey): QuantityEntry => {
  switch (key.kind) {
    case 'text':
      return typeText(entry, key.text)
    case 'erase':
      return eraseDigit(entry)
    case 'clear':
      return clearQuantity()
    default:
      return key satisfies never
  }
}

/** Records the number in hand: it is what is there, and further scans add to it. */
const confirm = (
  count: string,
  sheet: Sheet,
  { id, tally }: Fresh,
  held?: Held<SheetEvent>,
): Sheet => {
  const { bin, product } = sheet
  const quantity = numberInHand(sheet)
  if (bin === undefined || product === undefined || quantity === undefined) return sheet
  const command: Command = { type: 'RecordCount', count, bin, sku: product.sku, quantity, tally }
  return send(sheet, { id, command, held }, sheet.quantity)
}

const answered = (count: string, sheet: Sheet, outcome: Outcome): Sheet => {
  const { stage } = sheet
  if (stage.kind !== 'saving' && stage.kind !== 'unanswered') return sheet
  const { id, command, held } = stage
  if (outcome.outcome === 'refused')
    return say(
      sheet,
      refused(
        {
          tone: 'refused',
          happened: outcome.message,
          kept: 'This was not counted. Everything before it is saved.',
          next:
            outcome.code === 'same-counter'
              ? 'Somebody else has to count this place.'
              : 'Scan the next bin, or what is in this one.',
        },
        held,
      ),
    )
  const done = say(afterwards(sheet, id, command), { tone: 'good', happened: doneWords(command) })
  if (held !== undefined) {
    const next = goOn(count, done, held)
    return next.message === undefined ? { ...next, message: done.message } : next
  }
  // A scan says what it did by the number that grows; a sentence for each would only flicker.
  return command.type === 'ScanCount' ? { ...done, message: undefined } : done
}

/** Takes what came while a number was in hand. */
const goOn = (count: string, sheet: Sheet, { event, before }: Held<SheetEvent>): Sheet =>
  stepSheet(count, { ...sheet, stage: before }, event)

const doneWords = (command: Command): string => {
  switch (command.type) {
    case 'ConfirmEmptyBin':
      return `${command.bin} is empty. Scan the next bin.`
    case 'RecordCount':
      return `${command.quantity === 0 ? 'None' : command.quantity.toLocaleString('en')} of ${command.sku} in ${command.bin}.`
    case 'ReportFound':
      return 'Noted what was found. Go on counting.'
    case 'UndoCount':
      return 'The last entry was taken back.'
    default:
      return 'Counted.'
  }
}

/** What an event would put in the place of the number in hand, unasked; undefined where nothing of it is lost. */
const replacedBy = (sheet: Sheet, event: SheetEvent): About | undefined => {
  if (numberInHand(sheet) === undefined) return undefined
  if (event.type === 'countedAnew' || event.type === 'emptied' || event.type === 'handingIn')
    return { kind: event.type }
  const brought = broughtBy(event, sheet.product?.sku)
  return brought?.kind === 'bin' && brought.code === sheet.bin ? undefined : brought
}

const stepAsking = (
  count: string,
  sheet: Sheet,
  held: Held<SheetEvent>,
  event: SheetEvent,
): Sheet => {
  switch (event.type) {
    case 'recordedFirst':
      return confirm(count, sheet, event, held)
    case 'dropped':
      return goOn(count, { ...sheet, quantity: clearQuantity() }, held)
    case 'left':
      return stay(sheet)
    default:
      return withKnown(sheet, event)
  }
}

/** One step at the sheet of a count. A step that does not fit where it stands changes nothing. */
export const stepSheet = (count: string, sheet: Sheet, event: SheetEvent): Sheet => {
  const { stage } = sheet
  if (event.type === 'talliesKnown') return withKnown(sheet, event)
  const shared = stage.kind === 'unknown' || stage.kind === 'handing-in' ? undefined : stage
  const waited = stepWaiting(sheet, shared, event)
  if (waited !== undefined) return waited
  if (stage.kind === 'asking') return stepAsking(count, sheet, stage.held, event)
  if (event.type === 'answered') return answered(count, sheet, event.outcome)
  const about = replacedBy(sheet, event)
  return about === undefined || shared === undefined
    ? stepOpen(count, sheet, event)
    : ask(sheet, { event, before: shared, about })
}

const stepOpen = (count: string, sheet: Sheet, event: SheetEvent): Sheet => {
  const { stage } = sheet
  switch (event.type) {
    case 'resolved':
      return stage.kind === 'resolving' ? takeResult(count, sheet, event) : sheet
    case 'notResolved':
      return stage.kind === 'resolving' ? say(sheet, notLookedUp) : sheet
    case 'matchChosen':
      return stage.kind === 'choosing' ? add(count, sheet, event.match, event) : sheet
    case 'found':
      return stage.kind === 'unknown' && sheet.bin !== undefined
        ? send(sheet, {
            id: event.id,
            command: {
              type: 'ReportFound',
              count,
              bin: sheet.bin,
              barcode: stage.code,
              quantity: event.quantity,
              ...(event.note.trim() !== '' && { note: event.note.trim() }),
            },
          })
        : sheet
    case 'left':
      return { ...sheet, stage: { kind: 'ready' } }
    default:
      return stage.kind === 'ready' ? stepReady(count, sheet, event) : sheet
  }
}

const stepReady = (count: string, sheet: Sheet, event: SheetEvent): Sheet => {
  switch (event.type) {
    case 'scanned':
      return {
        ...sheet,
        stage: { kind: 'resolving', scan: event.scan },
        scanned: { ...event.scan, outcome: undefined },
      }
    case 'productChosen':
      // What was entered for the one in hand stays.
      return event.product.sku === sheet.product?.sku
        ? sheet
        : { ...sheet, product: event.product, quantity: clearQuantity(), message: undefined }
    case 'binChosen':
      return goTo(sheet, event.bin)
    case 'countedAnew':
      return sheet.bin === undefined
        ? sheet
        : say(
            {
              ...sheet,
              tallies: { ...sheet.tallies, [sheet.bin]: {} },
              product: undefined,
              quantity: clearQuantity(),
            },
            {
              tone: 'good',
              happened: 'Count this bin once more, from the start.',
              kept: 'The first count of it stays; a supervisor sees both.',
            },
          )
    case 'typed':
      return type(sheet, event.key)
    case 'confirmed':
      return confirm(count, sheet, event)
    case 'emptied':
      return sheet.bin === undefined
        ? sheet
        : send(sheet, {
            id: event.id,
            command: { type: 'ConfirmEmptyBin', count, bin: sheet.bin },
          })
    case 'undone':
      return send(
        { ...sheet, afterUndo: withTally(sheet.tallies, event, event.tally) },
        { id: event.id, command: { type: 'UndoCount', count, line: event.line } },
      )
    case 'handingIn':
      return { ...sheet, stage: { kind: 'handing-in' }, message: undefined }
    default:
      return sheet
  }
}

const type = (sheet: Sheet, key: SheetKey): Sheet => {
  if (sheet.product !== undefined)
    return { ...sheet, quantity: pressKey(sheet.quantity, key), message: undefined }
  return key.kind === 'text' && /\d/.test(key.text)
    ? say(sheet, {
        tone: 'warning',
        happened: `${key.text.slice(0, 40)} was typed, but no product is in hand.`,
        kept: 'Nothing was counted.',
        next:
          sheet.bin === undefined
            ? 'Scan the bin that you stand at, then what is in it.'
            : 'Scan or choose what you count, then type how many.',
      })
    : sheet
}
