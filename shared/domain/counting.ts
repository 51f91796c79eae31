import type { Holding } from './stock/holding.ts'

/** What a bin's effective book says of one SKU, and how far the terminal knew that SKU's stream. */
export type BookLine = Holding & {
  readonly sku: string
  /** In stock-keeping units. */
  readonly onHand: number
  /** The last confirmed revision of the stock stream; -1 for none. */
  readonly revision: number
}

/**
 * What one event did to one bin, with what its metadata says of it.
 * `from` and `to` are the same instant for a movement, and the time of the observation for the variance of a count.
 */
export type Movement = Holding & {
  readonly type: string
  readonly delta: number
  /** Undefined while only this terminal has it. */
  readonly revision?: number | undefined
  readonly intention: string
  readonly operator: string
  readonly terminal: string
  readonly sequence: number
  readonly from: string
  readonly to: string
  /** The time is not its terminal's clock: a person said when. */
  readonly said?: boolean | undefined
  /** Of a variance or of its correction: the count line that it belongs to. */
  readonly line?: string | undefined
  /** Of a variance or of its correction: what the counter's clock was off by. Of the rest, `from` and `to` have it. */
  readonly clockOffset?: number | undefined
}

/** What the book was when a line was counted, as far as this terminal can tell now. */
export type Reading = Holding & {
  readonly sku: string
  readonly line: string
  readonly book: number
  /** The line is posted: what it was off by is in the book now. Absent: it is not. */
  readonly posted?: true
  /** The book if every movement that overlaps the count was made before it, and if every one was made after it. */
  readonly ifBefore: number
  readonly ifAfter: number
  /** What one stock-keeping unit is worth, in hundredths of the currency; undefined where nobody has said. */
  readonly unitValue?: number | undefined
  /** Events of the book are missing here: what the line is off by cannot be told, and the bin is set to what was counted. */
  readonly incomplete?: true
}

/** Facts for commands about counts. */
export type CountingFacts = {
  /** For each bin and SKU that a count line names, and for each SKU that the book has in a bin called empty. */
  readonly book: readonly BookLine[]
  /**
   * For `PostCountVariance`: what happened to the SKU after the revision that the counter's terminal knew, or is said
   * to have happened since it was counted; confirmed ones first, then this terminal's pending ones before it.
   */
  readonly movements: readonly Movement[]
  /** For `ApproveCount`: one for each line that is not posted yet. */
  readonly readings: readonly Reading[]
  /** For `PostCountVariance`: the log has it already, whichever terminal posted it. */
  readonly posted?: boolean | undefined
  /** For `PostCount`: how many approved lines are not posted yet, as far as this terminal knows. */
  readonly unposted?: number | undefined
}

/** How far a count may be from the book before somebody has to look. Absent: that measure does not matter. */
export type Tolerance = {
  /** In stock-keeping units. */
  readonly quantity?: number | undefined
  /** Of the book, in percent. */
  readonly percent?: number | undefined
  /** In hundredths of the currency. */
  readonly value?: number | undefined
}

/** What a warehouse sets for counting and for settling conflicts. */
export type CountPolicy = {
  /** For counts that are opened without one of their own. */
  readonly tolerance: Tolerance
  /** A second count has to be made by somebody else. */
  readonly recountByAnother: boolean
  /** By how many seconds the clocks of two terminals may differ before their order is in doubt. */
  readonly clockTolerance: number
  /** A floor operator may settle own conflicts up to this many stock-keeping units; absent: any number. */
  readonly settleUpTo?: number | undefined
  /** May a supervisor approve what they have counted themselves? */
  readonly ownApproval: 'refuse' | 'allow'
}

/**
 * What holds until a warehouse sets something else: two people see each count, whatever is off needs a reason, clocks
 * are taken at their word.
 */
export const defaultCountPolicy: CountPolicy = {
  tolerance: { quantity: 0 },
  ownApproval: 'refuse',
  recountByAnother: true,
  clockTolerance: 0,
}
