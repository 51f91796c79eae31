/** A way in which a product is packed: its barcode, and how many stock-keeping units one scan of it stands for. */
export type Pack = {
  readonly barcode: string
  /** Stock-keeping units in one pack, at least 1. */
  readonly factor: number
  readonly name: string
}

export type RegisterProduct = {
  readonly type: 'RegisterProduct'
  readonly sku: string
  readonly name: string
  readonly packs: readonly Pack[]
}
export type RenameProduct = {
  readonly type: 'RenameProduct'
  readonly sku: string
  readonly name: string
}
export type AddPack = { readonly type: 'AddPack'; readonly sku: string; readonly pack: Pack }
export type RemovePack = {
  readonly type: 'RemovePack'
  readonly sku: string
  readonly barcode: string
}
export type ChangeUnitValue = {
  readonly type: 'ChangeUnitValue'
  readonly sku: string
  /** What one stock-keeping unit is worth, in hundredths of the currency. */
  readonly unitValue: number
}
export type ProductCommand =
  RegisterProduct | RenameProduct | AddPack | RemovePack | ChangeUnitValue

export type ProductRegistered = {
  readonly type: 'ProductRegistered'
  readonly data: { readonly sku: string; readonly name: string; readonly packs: readonly Pack[] }
}
export type ProductRenamed = {
  readonly type: 'ProductRenamed'
  readonly data: { readonly sku: string; readonly name: string }
}
export type PackAdded = {
  readonly type: 'PackAdded'
  readonly data: { readonly sku: string; readonly pack: Pack }
}
export type PackRemoved = {
  readonly type: 'PackRemoved'
  readonly data: { readonly sku: string; readonly barcode: string }
}
export type UnitValueChanged = {
  readonly type: 'UnitValueChanged'
  readonly data: { readonly sku: string; readonly unitValue: number }
}
export type ProductEvent =
  ProductRegistered | ProductRenamed | PackAdded | PackRemoved | UnitValueChanged
