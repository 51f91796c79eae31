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
  }
}

export type StockEvent = StockReceived | StockPicked | StockMoved | StockAdjusted
