import type { ScanResult } from '#shared/contract/api/index.ts'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import {
  clearQuantity,
  eraseDigit,
  quantityOf,
  typeText,
  type QuantityEntry,
} from '../../ui/quantity/quantityEntry.ts'
import type { Failure } from '../../api/failure.ts'
import type { Answer } from '../../app/job/useAsking.ts'
import type { Scan } from '../../ui/scan/scanQueue.ts'

export type Product = { sku: string; name: string }
export type Match = { product: Product; factor: number }

export type Message = {
  tone: 'good' | 'warning' | 'refused'
  happened: string
  kept?: string
  next?: string
}

/** What the sheet waits for. Scans are taken only in `ready`; in all other stages they wait their turn. */
export type Stage =
  | { kind: 'ready' }
  | { kind: 'resolving'; scan: Scan }
  | { kind: 'choosing'; matches: readonly Match[] }
  /** A code that belongs to nothing, in a bin: it can be recorded as found. */
  | { kind: 'unknown'; code: string }
  /** A number that nobody counts by hand: asked for before it is recorded. */
  | { kind: 'doubting'; quantity: number }
  | { kind: 'saving'; id: string; command: Command }
  /** `failed`: the terminal answered, but could not do it; trying by itself would help nobody. */
  | { kind: 'unanswered'; id: string; command: Command; failed: boolean }

/**
 * A count sheet in hand. Everything that was counted is with the terminal already: this is only where the counter
 * stands, so that leaving, a restart or a broken screen loses nothing.
 */
export type Sheet = {
  bin: string | undefined
  product: Product | undefined
  /** A number being typed for the product in hand; it adds to what was scanned. */
  quantity: QuantityEntry
  /** The tally of each product in this bin: scans and numbers of one tally are one observation. */
  tallies: Readonly<Record<string, string>>
  stage: Stage
  message: Message | undefined
  scanned: (Scan & { outcome: Message['tone'] | undefined }) | undefined
  cue: { number: number; sound: Message['tone'] } | undefined
}

export type SheetKey = { kind: 'text'; text: string } | { kind: 'erase' } | { kind: 'clear' }

/** `id` and `tally` are new for each event; what is not needed of them is passed over. */
export type SheetEvent =
  | { type: 'scanned'; scan: Scan }
  | { type: 'resolved'; result: ScanResult; id: string; tally: string }
  | Exclude<Answer, { type: 'resolved' }>
  | { type: 'productScanned'; match: Match; id: string; tally: string }
  | { type: 'productChosen'; product: Product }
  | { type: 'binChosen'; bin: string; tallies: Readonly<Record<string, string>> }
  | { type: 'talliesKnown'; bin: string; tallies: Readonly<Record<string, string>> }
  | { type: 'countedAnew' }
  | { type: 'typed'; key: SheetKey }
  | { type: 'confirmed'; id: string; tally: string; isSure?: boolean }
  | { type: 'emptied'; id: string }
  | { type: 'found'; id: string; quantity: number; note: string }
  | { type: 'undone'; id: string; line: string }
  | { type: 'left' }

export const initialSheet: Sheet = {
  bin: undefined,
  product: undefined,
  quantity: clearQuantity(),
  tallies: {},
  stage: { kind: 'ready' },
  message: undefined,
  scanned: undefined,
  cue: undefined,
}

/** From here on a typed number is asked for once more: a barcode's digits, or a slip of the hand. */
export const unlikelyQuantity = 10_000

const say = (sheet: Sheet, message: Message): Sheet => ({
  ...sheet,
  stage: { kind: 'ready' },
  message,
  scanned: sheet.scanned && { ...sheet.scanned, outcome: message.tone },
  cue: { number: (sheet.cue?.number ?? 0) + 1, sound: message.tone },
})

const save = (sheet: Sheet, id: string, command: Command): Sheet => ({
  ...sheet,
  stage: { kind: 'saving', id, command },
  message: undefined,
})

const goTo = (sheet: Sheet, bin: string, tallies: Sheet['tallies']): Sheet => ({
  ...sheet,
  bin,
  tallies,
  product: undefined,
  quantity: clearQuantity(),
  stage: { kind: 'ready' },
  message: undefined,
  scanned: sheet.scanned && { ...sheet.scanned, outcome: 'good' },
  cue: { number: (sheet.cue?.number ?? 0) + 1, sound: 'good' },
})

/** Adds to the product's tally in this bin. */
const add = (
  count: string,
  sheet: Sheet,
  { product, factor }: Match,
  { id, tally }: { id: string; tally: string },
): Sheet => {
  const { bin } = sheet
  if (bin === undefined)
    return say(sheet, {
      tone: 'refused',
      happened: `${product.sku} was scanned, but no bin yet.`,
      kept: 'Nothing was counted.',
      next: 'Scan the bin that you stand at, then what is in it.',
    })
  const own = Object.hasOwn(sheet.tallies, product.sku) ? sheet.tallies[product.sku] : undefined
  const tallies = own === undefined ? { ...sheet.tallies, [product.sku]: tally } : sheet.tallies
  return save({ ...sheet, product, tallies, quantity: clearQuantity() }, id, {
    type: 'ScanCount',
    count,
    bin,
    sku: product.sku,
    quantity: factor,
    tally: own ?? tally,
  })
}

const takeResult = (
  count: string,
  sheet: Sheet,
  { result, ...ids }: { result: ScanResult; id: string; tally: string },
): Sheet => {
  switch (result.kind) {
    case 'bin':
      return goTo(sheet, result.bin, {})
    case 'product': {
      const matches = result.matches.map(({ product: { sku, name }, pack }) => ({
        product: { sku, name },
        factor: pack?.factor ?? 1,
      }))
      const inHand = matches.filter(({ product }) => product.sku === sheet.product?.sku)
      const [match, another] = inHand.length > 0 ? inHand : matches
      if (match === undefined) return { ...sheet, stage: { kind: 'ready' } }
      return another === undefined
        ? add(count, sheet, match, ids)
        : { ...sheet, stage: { kind: 'choosing', matches } }
    }
    case 'unknown':
      return sheet.bin === undefined || result.code.length > 128
        ? say(sheet, {
            tone: 'refused',
            happened: `No product and no bin has the code ${result.code.slice(0, 40)}.`,
            kept: 'Nothing was counted.',
            next: 'Scan the bin that you stand at.',
          })
        : {
            ...say(sheet, { tone: 'warning', happened: 'Nobody knows this code.' }),
            message: undefined,
            stage: { kind: 'unknown', code: result.code },
          }
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

const confirm = (
  count: string,
  sheet: Sheet,
  { id, tally, isSure = false }: { id: string; tally: string; isSure?: boolean },
): Sheet => {
  const { bin, product } = sheet
  const quantity = quantityOf(sheet.quantity)
  if (bin === undefined || product === undefined || quantity === undefined) return sheet
  if (quantity >= unlikelyQuantity && !isSure)
    return { ...sheet, stage: { kind: 'doubting', quantity } }
  // Zero of a product is an observation of its own: there is nothing to add to.
  return quantity === 0
    ? save({ ...sheet, quantity: clearQuantity() }, id, {
        type: 'RecordCount',
        count,
        bin,
        sku: product.sku,
        quantity,
      })
    : add(count, sheet, { product, factor: quantity }, { id, tally })
}

const isIdle = ({ stage }: Sheet): boolean => stage.kind === 'ready'

/** One step at the sheet of a count. A step that does not fit where it stands changes nothing. */
export const stepSheet = (count: string, sheet: Sheet, event: SheetEvent): Sheet => {
  const { stage } = sheet
  switch (event.type) {
    case 'scanned':
      return isIdle(sheet)
        ? {
            ...sheet,
            stage: { kind: 'resolving', scan: event.scan },
            scanned: { ...event.scan, outcome: undefined },
          }
        : sheet
    case 'resolved':
      return stage.kind === 'resolving' ? takeResult(count, sheet, event) : sheet
    case 'notResolved':
      return stage.kind === 'resolving'
        ? say(sheet, {
            tone: 'refused',
            happened: 'The terminal could not look this code up.',
            kept: 'This scan was not counted.',
            next: 'Scan it again.',
          })
        : sheet
    case 'productScanned':
      return stage.kind === 'choosing' ? add(count, sheet, event.match, event) : sheet
    case 'productChosen':
      // What was typed for the one in hand stays.
      if (event.product.sku === sheet.product?.sku) return sheet
      return isIdle(sheet)
        ? { ...sheet, product: event.product, quantity: clearQuantity(), message: undefined }
        : sheet
    case 'binChosen':
      return isIdle(sheet) ? goTo(sheet, event.bin, event.tallies) : sheet
    case 'talliesKnown':
      // What was begun here meanwhile is newer.
      return sheet.bin === event.bin
        ? { ...sheet, tallies: { ...event.tallies, ...sheet.tallies } }
        : sheet
    case 'countedAnew':
      return isIdle(sheet)
        ? say(
            { ...sheet, tallies: {}, product: undefined, quantity: clearQuantity() },
            {
              tone: 'good',
              happened: 'Count this bin once more, from the start.',
              kept: 'The first count of it stays; a supervisor sees both.',
            },
          )
        : sheet
    case 'typed':
      return isIdle(sheet) && sheet.product !== undefined
        ? { ...sheet, quantity: pressKey(sheet.quantity, event.key), message: undefined }
        : sheet
    case 'confirmed':
      return isIdle(sheet) || stage.kind === 'doubting' ? confirm(count, sheet, event) : sheet
    case 'emptied':
      return isIdle(sheet) && sheet.bin !== undefined
        ? save(sheet, event.id, { type: 'ConfirmEmptyBin', count, bin: sheet.bin })
        : sheet
    case 'found':
      return stage.kind === 'unknown' && sheet.bin !== undefined
        ? save(sheet, event.id, {
            type: 'ReportFound',
            count,
            bin: sheet.bin,
            barcode: stage.code,
            quantity: event.quantity,
            ...(event.note.trim() !== '' && { note: event.note.trim() }),
          })
        : sheet
    case 'undone':
      return isIdle(sheet)
        ? save(sheet, event.id, { type: 'UndoCount', count, line: event.line })
        : sheet
    case 'left':
      return stage.kind === 'choosing' || stage.kind === 'unknown' || stage.kind === 'doubting'
        ? { ...sheet, stage: { kind: 'ready' } }
        : sheet
    case 'answered':
      return stage.kind === 'saving' ? answered(sheet, stage.command, event.outcome) : sheet
    case 'notAnswered':
      return stage.kind === 'saving' ? notAnswered(sheet, stage, event.failure) : sheet
    case 'triedAgain':
      return stage.kind === 'unanswered'
        ? { ...sheet, stage: { kind: 'saving', id: stage.id, command: stage.command } }
        : sheet
    default:
      return event satisfies never
  }
}

const silence: Message = {
  tone: 'warning',
  happened: 'The terminal did not answer. It may be counted already.',
  kept: 'It will be counted once, not twice.',
  next: 'It is tried again by itself. Wait, or try now.',
}

const notAnswered = (
  sheet: Sheet,
  { id, command }: Extract<Stage, { kind: 'saving' }>,
  failure: Failure | undefined,
): Sheet => {
  const message: Message = failure === undefined ? silence : { tone: 'refused', ...failure }
  // Said once: what is tried again every few seconds must not beep every few seconds.
  const said = sheet.message?.happened === message.happened ? sheet : say(sheet, message)
  return { ...said, stage: { kind: 'unanswered', id, command, failed: failure !== undefined } }
}

const answered = (sheet: Sheet, command: Command, outcome: Outcome): Sheet => {
  if (outcome.outcome === 'refused')
    return say(sheet, {
      tone: 'refused',
      happened: outcome.message,
      kept: 'This was not counted. Everything before it is saved.',
      next:
        outcome.code === 'same-counter'
          ? 'Somebody else has to count this place.'
          : 'Scan the next bin, or what is in this one.',
    })
  const saved = say(sheet, { tone: 'good', happened: doneWords(command) })
  // A scan says what it did by the number that grows; a sentence for each would only flicker.
  return command.type === 'ScanCount' ? { ...saved, message: undefined } : saved
}

const doneWords = (command: Command): string => {
  switch (command.type) {
    case 'ConfirmEmptyBin':
      return `${command.bin} is empty. Scan the next bin.`
    case 'RecordCount':
      return `None of ${command.sku} in ${command.bin}.`
    case 'ReportFound':
      return 'Noted what was found. Go on counting.'
    case 'UndoCount':
      return 'The last entry was taken back.'
    default:
      return 'Counted.'
  }
}
