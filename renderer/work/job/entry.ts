import type { ReasonRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { type Delta, effectsAt, type MovementCommand } from '#shared/domain/stock/index.ts'
import { formatDifference, formatNumber } from '#shared/words/format.ts'
import {
  addScanned,
  clearQuantity,
  giveQuantity,
  quantityOf,
  type QuantityEntry,
} from '../../ui/quantity/quantityEntry.ts'
import type { Product } from '../machine/working.ts'
import type { Tile } from '../screen/tile.ts'

/** What is in hand on a job screen: entered, not recorded yet. */
export type Entry = {
  product: Product | undefined
  /** Where the goods are, or go when they come in. */
  bin: string | undefined
  /** Where a move takes them. */
  toBin: string | undefined
  /** In stock-keeping units. */
  quantity: QuantityEntry
  /** Why the book is adjusted. */
  reason: ReasonRow | undefined
  /** Whether an adjustment adds or takes away: its reason says so, or else whoever adjusts. */
  direction: 1 | -1 | undefined
  /** What the goods came with: a delivery note, an order. */
  reference: string | undefined
}

export const emptyEntry: Entry = {
  product: undefined,
  bin: undefined,
  toBin: undefined,
  quantity: clearQuantity(),
  reason: undefined,
  direction: undefined,
  reference: undefined,
}

/** The parts of an entry that a job asks for, in its own order. */
export type Step = 'bin' | 'product' | 'toBin' | 'reason' | 'direction' | 'quantity'

/** A job on the floor: what it asks for, in which order, and which command comes of it. */
export type Job = {
  title: string
  /** How it is offered among the jobs, under its title. */
  tile: Omit<Tile, 'label'>
  steps: readonly Step[]
  /** What the prompt says while one of its steps is missing, and once none is. */
  prompts: Readonly<Partial<Record<Step, string>> & Record<'confirm', string>>
  /** What to do while no bin is known; there what it holds is listed. */
  hint: string
  /** What stands on the key that records it: "Pick". */
  verb: string
  /** What the number is called that the goods may come with; left out where they come with none. */
  reference?: string
  /** Products of the bin are listed too of which the book has none. */
  listsEmpty?: boolean
  /** The command, once everything is there. */
  command: (entry: Entry, quantity: number) => Command | undefined
  /** The type of that command: it says how the entry would change the books of its bins. */
  movement: MovementCommand['type']
  /** What stays in hand for the next one after this was recorded. */
  next: (entry: Entry) => Entry
  /** What was done, in words for the floor: "Picked 3 of HL-U509-R from A-01-02." */
  done: (command: Command) => string
}

const isFilled = (entry: Entry, step: Step): boolean =>
  step === 'quantity' ? (quantityOf(entry.quantity) ?? 0) > 0 : entry[step] !== undefined

/** The first part that is still to be entered; undefined once the entry can be confirmed. */
export const missingStep = (job: Job, entry: Entry): Step | undefined =>
  job.steps.find((step) => !isFilled(entry, step))

/** The command of a complete entry. */
export const commandOf = (job: Job, entry: Entry): Command | undefined => {
  const quantity = quantityOf(entry.quantity)
  return missingStep(job, entry) === undefined && quantity !== undefined
    ? job.command(entry, quantity)
    : undefined
}

/** How an entry would change the books of its bins, as far as they are known. */
export const effectsOf = (job: Job, entry: Entry): readonly Delta[] => {
  const quantity = quantityOf(entry.quantity) ?? 0
  const amount = job.steps.includes('direction') ? (entry.direction ?? 0) * quantity : quantity
  return effectsAt(job.movement, [entry.bin, entry.toBin], amount)
}

/** What the prompt says. */
export const promptOf = (job: Job, step: Step | undefined): string =>
  job.prompts[step ?? 'confirm'] ?? job.prompts.confirm

/** The number of an entry as it is to be read; an adjustment's has a sign. */
export const figureOf = (entry: Entry): string => {
  const quantity = quantityOf(entry.quantity) ?? 0
  return entry.direction === undefined
    ? formatNumber(quantity)
    : formatDifference(entry.direction * quantity)
}

/** Whether something would be lost by starting over. */
export const isOpen = (entry: Entry): boolean => entry.product !== undefined

/** A bin that was scanned or chosen: where it goes follows from what is in hand. */
export const placeBin = (job: Job, entry: Entry, bin: string): Entry => ({
  ...entry,
  [nextBin(job, entry)]: bin,
})

/** Which bin of the entry the next one is. */
export const nextBin = (job: Job, entry: Entry): 'bin' | 'toBin' =>
  job.steps.includes('toBin') && entry.bin !== undefined && isOpen(entry) ? 'toBin' : 'bin'

/** One of a product that was chosen by hand; the one in hand stays as it is. */
export const chooseProduct = (entry: Entry, product: Product): Entry =>
  entry.product?.sku === product.sku ? entry : { ...entry, product, quantity: giveQuantity(1) }

/** A product that was scanned, with the factor of its pack; scanning the same one again adds to it. */
export const placeProduct = (entry: Entry, product: Product, factor: number): Entry => ({
  ...entry,
  product,
  quantity: addScanned(
    entry.product?.sku === product.sku ? entry.quantity : clearQuantity(),
    factor,
  ),
})

/** The entry without its product and what belongs to it: the bin stays in hand. */
export const withoutProduct = (entry: Entry): Entry => ({
  ...entry,
  product: undefined,
  toBin: undefined,
  reason: undefined,
  direction: undefined,
  quantity: clearQuantity(),
})
