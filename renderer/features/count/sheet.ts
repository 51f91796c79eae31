import type { Command } from '#shared/contract/commands.ts'
import { clearQuantity, quantityOf, type QuantityEntry } from '../../ui/quantity/quantityEntry.ts'
import {
  startedWorking,
  type Product,
  type Working,
  type WorkEvent,
} from '../../work/machine/working.ts'

/** The tally that each product of a bin is being counted in. */
export type Tallies = Readonly<Record<string, string>>

/**
 * A count sheet in hand. What was scanned is with the terminal already: this is where the counter stands, and the one
 * number that was typed and is not recorded yet.
 */
export type Sheet = Working<StepEvent> & {
  bin: string | undefined
  product: Product | undefined
  /** A number being entered for the product in hand: recorded, it is the figure, whatever was scanned before. */
  quantity: QuantityEntry
  /** Bins of which the terminal has said what was counted there before: scans wait for it. */
  known: readonly string[]
  /** By bin: scans of one tally, and the number that it may begin with, are one observation. */
  tallies: Readonly<Record<string, Tallies>>
  /** What stands once the undo that is on its way is through. */
  afterUndo: Sheet['tallies'] | undefined
  /** The newest entry that the terminal has taken. */
  lastLine: string | undefined
}

/** New for each event that may send an entry; what is not needed of them is passed over. */
export type Fresh = { id: string; tally: string }

/** What happens at a sheet besides what happens on every screen that takes scans. */
export type OwnEvent =
  | { type: 'countedAnew' }
  | { type: 'emptied'; id: string }
  | { type: 'found'; id: string; quantity: number; note: string }
  /** `tally` is what the product's scans in that bin add to without the line. */
  | {
      type: 'undone'
      id: string
      line: string
      bin: string
      sku: string
      tally: string | undefined
    }
  | { type: 'handingIn' }

type StepEvent = WorkEvent<Fresh> | OwnEvent

export type SheetEvent = StepEvent | { type: 'talliesKnown'; bin: string; tallies: Tallies }

export const initialSheet: Sheet = {
  ...startedWorking,
  bin: undefined,
  product: undefined,
  quantity: clearQuantity(),
  known: [],
  tallies: {},
  afterUndo: undefined,
  lastLine: undefined,
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** Is it known what a scan here would add to? */
export const isKnown = ({ bin, known }: Sheet): boolean => bin === undefined || known.includes(bin)

/** The tallies of the bin in hand. */
export const talliesHere = ({ bin, tallies }: Sheet): Tallies =>
  (bin === undefined ? undefined : own(tallies, bin)) ?? {}

/** The tallies with another one of a product in a bin; with none, its scans begin a new one. */
export const withTally = (
  tallies: Sheet['tallies'],
  { bin, sku }: { bin: string; sku: string },
  tally: string | undefined,
): Sheet['tallies'] => {
  const { [sku]: _, ...others } = own(tallies, bin) ?? {}
  return { ...tallies, [bin]: tally === undefined ? others : { ...others, [sku]: tally } }
}

/** The tally that scans of a product in the bin in hand add to. */
export const tallyOf = (sheet: Sheet, sku: string): string | undefined =>
  own(talliesHere(sheet), sku)

/** The number that is entered for the product in hand and not recorded. */
export const numberInHand = ({ product, quantity }: Sheet): number | undefined =>
  product === undefined ? undefined : quantityOf(quantity)

/** What the terminal knows of a bin fits wherever the sheet stands. */
export const withKnown = (
  sheet: Sheet,
  { bin, tallies }: Extract<SheetEvent, { type: 'talliesKnown' }>,
): Sheet => ({
  ...sheet,
  known: [...new Set([...sheet.known, bin])],
  // What was begun here meanwhile is newer.
  tallies: { ...sheet.tallies, [bin]: { ...tallies, ...own(sheet.tallies, bin) } },
})

/** The sheet once the terminal has taken a command. */
export const afterwards = (sheet: Sheet, id: string, command: Command): Sheet => {
  switch (command.type) {
    case 'ScanCount':
      return { ...sheet, lastLine: id, tallies: withTally(sheet.tallies, command, command.tally) }
    case 'RecordCount':
      return {
        ...sheet,
        lastLine: id,
        tallies: withTally(sheet.tallies, command, command.tally),
        quantity: clearQuantity(),
      }
    case 'UndoCount':
      return { ...sheet, lastLine: undefined, tallies: sheet.afterUndo ?? sheet.tallies }
    default:
      return sheet
  }
}
