export type ReceiveStock = {
  readonly type: 'ReceiveStock'
  readonly sku: string
  readonly bin: string
  readonly quantity: number
  readonly reference?: string | undefined
}

export type PickStock = {
  readonly type: 'PickStock'
  readonly sku: string
  readonly bin: string
  readonly quantity: number
  readonly reference?: string | undefined
}

export type MoveStock = {
  readonly type: 'MoveStock'
  readonly sku: string
  readonly from: string
  readonly to: string
  readonly quantity: number
}

export type AdjustStock = {
  readonly type: 'AdjustStock'
  readonly sku: string
  readonly bin: string
  readonly delta: number
  readonly reason: string
}

export type StockCommand = ReceiveStock | PickStock | MoveStock | AdjustStock
