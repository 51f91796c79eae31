import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Package } from 'lucide-react'
import { useState } from 'react'
import type { ProductRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { formatCount, formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Empty, TextField, type Column } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { OnHand } from '../../work/words/covered.tsx'
import { ManageScreen } from './ManageScreen.tsx'
import { ProductDialog } from './ProductDialog.tsx'
import { RegisterProduct } from './RegisterProduct.tsx'
import { said } from './said.ts'

/** The products, with their packs and barcodes. */
export const ProductsScreen = () => {
  const { queries } = useTerminal()
  const [text, setText] = useState('')
  const [open, setOpen] = useState<{ sku?: string }>()
  const [last, setLast] = useState<Command>()
  const warehouse = useQuery(queries.warehouse.get.queryOptions())
  const query = useQuery({
    ...queries.stock.searchProducts.queryOptions({ input: { text, limit: 500 } }),
    placeholderData: keepPreviousData,
  })
  const product = query.data?.find(({ sku }) => sku === open?.sku)
  const count = warehouse.data?.products
  const close = () => {
    setOpen(undefined)
  }
  const saved = (command: Command) => {
    setLast(command)
    close()
  }
  return (
    <ManageScreen
      name="products"
      title={count === undefined ? 'Products' : formatCount(count, 'product', 'products')}
      said={last && said(last)}
      actions={[
        {
          key: 'F2',
          label: 'Register a product',
          primary: true,
          onAct: () => {
            setOpen({})
          },
        },
      ]}
    >
      <TextField
        label="Find a product"
        quietLabel
        type="search"
        takesScans
        placeholder="Find by name, SKU or barcode"
        value={text}
        onChange={setText}
      />
      <Answered
        of={{ products: query }}
        reading="Looking for products"
        broken="The products could not be read."
      >
        {({ products }) => (
          <DataTable
            label="Products"
            rows={products}
            rowKey={({ sku }) => sku}
            columns={columns}
            onOpen={({ sku }) => {
              setOpen({ sku })
            }}
            empty={
              <Empty
                icon={Package}
                title={text === '' ? 'No products yet' : 'No product is called that'}
              >
                {text === '' ? 'Register one, or import them from a file.' : 'Try fewer letters.'}
              </Empty>
            }
          />
        )}
      </Answered>
      {open !== undefined && open.sku === undefined && (
        <RegisterProduct onClose={close} onSaved={saved} />
      )}
      {product && <ProductDialog product={product} onClose={close} onSaved={saved} />}
    </ManageScreen>
  )
}

const columns: Column<ProductRow>[] = [
  { id: 'sku', head: 'SKU', width: '22%', cell: ({ sku }) => <Code strong>{sku}</Code> },
  { id: 'name', head: 'Name', cell: ({ name }) => name },
  {
    id: 'packs',
    head: 'Packs',
    width: '22%',
    yields: true,
    cell: ({ packs }) =>
      packs.length === 0
        ? '–'
        : packs.map(({ name, factor }) => `${name} of ${formatNumber(factor)}`).join(', '),
  },
  {
    id: 'onHand',
    head: 'On hand',
    width: '130px',
    align: 'end',
    cell: ({ onHand, pending }) => <OnHand onHand={onHand} pending={pending} />,
  },
]
