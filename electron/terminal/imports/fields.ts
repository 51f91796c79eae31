import type { ImportKind } from '#shared/contract/api/index.ts'

export type ImportField = {
  readonly field: string
  readonly label: string
  readonly required: boolean
  /** Names of columns that usually hold it: lower case, letters and digits only, the likeliest first. */
  readonly usual: readonly string[]
}

const sku: ImportField = {
  field: 'sku',
  label: 'SKU',
  required: true,
  usual: ['sku', 'article', 'articlenumber', 'item', 'itemnumber', 'productnumber', 'productcode'],
}
const bin: ImportField = {
  field: 'bin',
  label: 'Bin',
  required: true,
  usual: ['bin', 'binaddress', 'bincode', 'binlocation', 'location', 'place', 'slot'],
}

/** What each kind of import takes from a file. */
export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  products: [
    sku,
    {
      field: 'name',
      label: 'Name',
      required: true,
      usual: ['name', 'productname', 'description', 'title'],
    },
    {
      field: 'barcode',
      label: 'Barcode of a pack',
      required: false,
      usual: ['barcode', 'ean', 'gtin', 'upc', 'ean13', 'gtin13', 'gtin14'],
    },
    {
      field: 'factor',
      label: 'Units in the pack',
      required: false,
      usual: ['factor', 'packsize', 'packquantity', 'unitsperpack', 'packqty'],
    },
    {
      field: 'pack',
      label: 'Name of the pack',
      required: false,
      usual: ['pack', 'packname', 'packtype', 'uom'],
    },
  ],
  bins: [bin, { field: 'zone', label: 'Zone', required: false, usual: ['zone', 'area', 'aisle'] }],
  stock: [
    sku,
    bin,
    {
      field: 'quantity',
      label: 'Quantity',
      required: true,
      usual: ['quantity', 'qty', 'onhand', 'stock', 'count', 'amount'],
    },
  ],
}
