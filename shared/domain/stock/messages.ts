import type { Observation } from './observation.ts'

/**
 * The reference under which what stood in a bin before work began is received. Once for a SKU in a bin: it is a fact
 * about the bin, not a delivery, so that the same file imported on two terminals is not two deliveries.
 */
export const OPENING_STOCK = 'opening stock'

/**
 * The intention of the same terminal that a movement takes back by doing the opposite. Absent: it takes nothing back,
 * or was recorded before this was said.
 */
export type Undone = string | undefined

export type ReceiveStock = {
  readonly type: 'ReceiveStock'
  readonly sku: string
  readonly bin: string
  readonly quantity: number
  readonly reference?: string | undefined
  readonly undoes?: Undone
}

export type PickStock = {
  readonly type: 'PickStock'
  readonly sku: string
  readonly bin: string
  readonly quantity: number
  readonly reference?: string | undefined
  readonly undoes?: Undone
}

export type MoveStock = {
  readonly type: 'MoveStock'
  readonly sku: string
  readonly from: string
  readonly to: string
  readonly quantity: number
  readonly undoes?: Undone
}

export type AdjustStock = {
  readonly type: 'AdjustStock'
  readonly sku: string
  readonly bin: string
  readonly delta: number
  readonly reason: string
  /** Then it may do the opposite of what its reason means. */
  readonly undoes?: Undone
}

/** Posts the difference between what was counted and the book as of then. Derived from an approval, never typed. */
export type PostCountVariance = {
  readonly type: 'PostCountVariance'
  readonly sku: string
  readonly observation: Observation
  readonly reason?: string | undefined
}

export type MovementCommand = ReceiveStock | PickStock | MoveStock | AdjustStock
export type StockCommand = MovementCommand | PostCountVariance

export type StockReceived = {
  readonly type: 'StockReceived'
  readonly data: {
    readonly warehouse: string
    readonly sku: string
    readonly bin: string
    /** In the product's stock-keeping unit, at least 1. */
    readonly quantity: number
    /** A purchase order, a delivery note: whatever the goods came with. */
    readonly reference?: string | undefined
    readonly undoes?: Undone
  }
}

export type StockPicked = {
  readonly type: 'StockPicked'
  readonly data: {
    readonly warehouse: string
    readonly sku: string
    readonly bin: string
    readonly quantity: number
    readonly reference?: string | undefined
    readonly undoes?: Undone
  }
}

export type StockMoved = {
  readonly type: 'StockMoved'
  readonly data: {
    readonly warehouse: string
    readonly sku: string
    readonly from: string
    readonly to: string
    readonly quantity: number
    readonly undoes?: Undone
  }
}

export type StockAdjusted = {
  readonly type: 'StockAdjusted'
  readonly data: {
    readonly warehouse: string
    readonly sku: string
    readonly bin: string
    /** What the adjustment adds; below zero it takes away. Never zero. */
    readonly delta: number
    readonly reason: string
    readonly undoes?: Undone
  }
}

/** A count line is in the book: from here on the bin holds what was counted, and what was done since. */
export type CountVariancePosted = {
  readonly type: 'CountVariancePosted'
  readonly data: Observation & {
    readonly warehouse: string
    readonly sku: string
    /** The book as of the count. */
    readonly book: number
    /** Counted less book. Zero is posted too: it says that the book was right then. */
    readonly delta: number
    /**
     * What the bin holds right after this event. Exact, since nothing can come in between: it heals a book that is not
     * whole. Absent in what was posted before that was said; then the book is moved by `delta`.
     */
    readonly onHand?: number | undefined
    /** Events were missing where it was posted: `book` and `delta` are what the incomplete book said. */
    readonly incomplete?: true | undefined
    readonly reason?: string | undefined
  }
}

/** A movement made before a posted count reached the book after it: the count had seen its effect already. */
export type CountVarianceCorrected = {
  readonly type: 'CountVarianceCorrected'
  readonly data: Pick<Observation, 'count' | 'line' | 'bin' | 'from' | 'to' | 'clockOffset'> & {
    readonly warehouse: string
    readonly sku: string
    /** What it adds to the variance, and so to the book. Never zero. */
    readonly delta: number
  }
}

export type StockMovement = StockReceived | StockPicked | StockMoved | StockAdjusted
export type StockEvent = StockMovement | CountVariancePosted | CountVarianceCorrected
