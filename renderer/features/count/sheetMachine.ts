import type { Command } from '#shared/contract/commands.ts'
import { formatNumber } from '#shared/words/format.ts'
import {
  addScanned,
  clearQuantity,
  pressKey,
  type QuantityKey,
} from '../../ui/quantity/quantityEntry.ts'
import type { Message } from '../../work/machine/messages.ts'
import { cued, ready, say, send, type Match } from '../../work/machine/working.ts'
import { workMachine, type Ways } from '../../work/machine/workMachine.ts'
import {
  afterwards,
  numberInHand,
  tallyOf,
  withKnown,
  withTally,
  type Fresh,
  type OwnEvent,
  type Sheet,
  type SheetEvent,
} from './sheet.ts'

const goTo = (sheet: Sheet, bin: string): Sheet =>
  // The bin that one stands at, scanned once more, changes nothing.
  ready(
    bin === sheet.bin ? sheet : { ...sheet, bin, product: undefined, quantity: clearQuantity() },
  )

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

const unknownHere = (code: string): Message => ({
  tone: 'refused',
  happened: `No product and no bin has the code ${code.slice(0, 40)}.`,
  kept: 'Nothing was counted.',
  next: 'Scan the bin that you stand at.',
})

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
      : cued(ready({ ...sheet, quantity }), 'good')
  }
  const { sku } = product
  const its = tallyOf(sheet, sku) ?? tally
  return send(
    { ...sheet, product, quantity: clearQuantity() },
    { id, command: { type: 'ScanCount', count, bin, sku, quantity: factor, tally: its } },
  )
}

const doneWords = (command: Command): string => {
  switch (command.type) {
    case 'ConfirmEmptyBin':
      return `${command.bin} is empty. Scan the next bin.`
    case 'RecordCount':
      return `${command.quantity === 0 ? 'None' : formatNumber(command.quantity)} of ${command.sku} in ${command.bin}.`
    case 'ReportFound':
      return 'Noted what was found. Go on counting.'
    case 'UndoCount':
      return 'The last entry was taken back.'
    default:
      return 'Counted.'
  }
}

const noProduct = ({ bin }: Sheet, text: string): Message => ({
  tone: 'warning',
  happened: `${text.slice(0, 40)} was typed, but no product is in hand.`,
  kept: 'Nothing was counted.',
  next:
    bin === undefined
      ? 'Scan the bin that you stand at, then what is in it.'
      : 'Scan or choose what you count, then type how many.',
})

const takeKey = (sheet: Sheet, key: QuantityKey): Sheet => {
  if (sheet.product !== undefined)
    return { ...sheet, quantity: pressKey(sheet.quantity, key), message: undefined }
  return key.kind === 'text' && /\d/.test(key.text) ? say(sheet, noProduct(sheet, key.text)) : sheet
}

const countedAnew = (sheet: Sheet, bin: string): Sheet =>
  say(
    {
      ...sheet,
      tallies: { ...sheet.tallies, [bin]: {} },
      product: undefined,
      quantity: clearQuantity(),
    },
    {
      tone: 'good',
      happened: 'Count this bin once more, from the start.',
      kept: 'The first count of it stays; a supervisor sees both.',
    },
  )

const stepOwn = (count: string, sheet: Sheet, event: OwnEvent): Sheet => {
  const { bin, stage } = sheet
  if (event.type === 'found') {
    if (stage.kind !== 'unknown' || bin === undefined) return sheet
    const { id, quantity } = event
    const note = event.note.trim()
    const found = { count, bin, barcode: stage.code, quantity, ...(note !== '' && { note }) }
    return send(sheet, { id, command: { type: 'ReportFound', ...found } })
  }
  if (stage.kind !== 'ready') return sheet
  switch (event.type) {
    case 'countedAnew':
      return bin === undefined ? sheet : countedAnew(sheet, bin)
    case 'emptied':
      return bin === undefined
        ? sheet
        : send(sheet, { id: event.id, command: { type: 'ConfirmEmptyBin', count, bin } })
    case 'undone':
      return send(
        { ...sheet, afterUndo: withTally(sheet.tallies, event, event.tally) },
        { id: event.id, command: { type: 'UndoCount', count, line: event.line } },
      )
    case 'handingIn':
      return { ...sheet, stage: { kind: 'handing-in' }, message: undefined }
    default:
      return event satisfies never
  }
}

const waysOf = (count: string): Ways<Sheet, OwnEvent, Fresh> => ({
  product: ({ product }) => product,
  isOpen: (sheet) => numberInHand(sheet) !== undefined,
  fits: (sheet, bin) => bin === sheet.bin,
  own: {
    countedAnew: 'drops',
    emptied: 'drops',
    found: 'keeps',
    undone: 'keeps',
    handingIn: 'drops',
  },
  takeBin: goTo,
  takeMatch: (sheet, match, fresh) => add(count, sheet, match, fresh),
  takeProduct: (sheet, product) =>
    // What was entered for the one in hand stays.
    product.sku === sheet.product?.sku
      ? sheet
      : ready({ ...sheet, product, quantity: clearQuantity() }),
  takeUnknown: (sheet, code) =>
    sheet.bin === undefined || code.length > 128
      ? say(sheet, unknownHere(code))
      : cued({ ...sheet, message: undefined, stage: { kind: 'unknown', code } }, 'warning'),
  takeKey,
  // It is what is there, and further scans add to it.
  record: (sheet, { id, tally }, held) => {
    const { bin, product } = sheet
    const quantity = numberInHand(sheet)
    if (bin === undefined || product === undefined || quantity === undefined) return sheet
    const command: Command = { type: 'RecordCount', count, bin, sku: product.sku, quantity, tally }
    return send(sheet, { id, command, held }, sheet.quantity)
  },
  drop: (sheet) => ({ ...sheet, quantity: clearQuantity() }),
  saved: (sheet, { id, command }) => {
    const said = say(afterwards(sheet, id, command), { tone: 'good', happened: doneWords(command) })
    // A scan says what it did by the number that grows; a sentence for each would only flicker.
    return command.type === 'ScanCount' ? { ...said, message: undefined } : said
  },
  refusal: ({ code, message }) => ({
    tone: 'refused',
    happened: message,
    kept: 'This was not counted. Everything before it is saved.',
    next:
      code === 'same-counter'
        ? 'Somebody else has to count this place.'
        : 'Scan the next bin, or what is in this one.',
  }),
  step: (sheet, event) => stepOwn(count, sheet, event),
})

/** One step at the sheet of a count. A step that does not fit where it stands changes nothing. */
export const stepSheet = (count: string, sheet: Sheet, event: SheetEvent): Sheet =>
  event.type === 'talliesKnown' ? withKnown(sheet, event) : workMachine(waysOf(count))(sheet, event)
