/** What people do with SKU-1, the product of `stockedTerminal`. */
export const receive = (quantity: number, bin = 'A-1') =>
  ({ type: 'ReceiveStock', sku: 'SKU-1', bin, quantity }) as const

export const pick = (quantity: number) =>
  ({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const
