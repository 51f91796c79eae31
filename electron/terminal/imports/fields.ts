import type { ImportKind } from '#shared/contract/api/index.ts'

export type ImportField = {
  readonly field: string
  readonly required: boolean
  /** Names of columns that usually hold it: lower case, letters and digits only, the likeliest first. */
  readonly usual: readonly string[]
}

const sku: ImportField = {
  field: 'sku',
  required: true,
  usual: ['sku', 'article', 'articlenumber', 'item', 'itemnumber', 'productnumber', 'productcode'],
}
const bin: ImportField = {
  field: 'bin',
  required: true,
  usual: ['bin', 'binaddress', 'bincode', 'binlocation', 'location', 'place', 'slot'],
}

/** What each kind of import takes from a file. */
export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  products: [
    sku,
    {
      field: 'name',
      required: true,
      usual: ['name', 'productname', 'description', 'title'],
    },
    {
      field: 'barcode',
      required: false,
      usual: ['barcode', 'ean', 'gtin', 'upc', 'ean13', 'gtin13', 'gtin14'],
    },
    {
      field: 'factor',
      required: false,
      usual: ['factor', 'packsize', 'packquantity', 'unitsperpack', 'packqty'],
    },
    {
      field: 'pack',
      required: false,
      usual: ['pack', 'packname', 'packtype', 'uom'],
    },
  ],
  bins: [bin, { field: 'zone', required: false, usual: ['zone', 'area', 'aisle'] }],
  stock: [
    sku,
    bin,
    {
      field: 'quantity',
      required: true,
      usual: ['quantity', 'qty', 'onhand', 'stock', 'count', 'amount'],
    },
  ],
}
