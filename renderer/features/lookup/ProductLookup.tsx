import { useQuery } from '@tanstack/react-query'
import { MapPinOff, PackageX } from 'lucide-react'
import type { ProductRow, StockRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { packLabel } from '../../app/packLabel.ts'
import {
  Broken,
  Code,
  DataTable,
  Empty,
  formatQuantity,
  Loading,
  Quantity,
} from '../../ui/index.ts'
import { LastMovements } from './LastMovements.tsx'
import css from './Lookup.module.css'
import { LookupScreen, useOpenLookup } from './LookupScreen.tsx'

const Facts = ({ sku, name, packs, onHand, pending }: ProductRow) => (
  <div className={css['facts']}>
    <div>
      <h1 className={css['name']}>{name}</h1>
      <p className={css['code']}>
        <Code strong>{sku}</Code>
      </p>
      <p className={css['packs']}>
        {packs.map((pack) => (
          <span key={pack.barcode}>
            {packLabel(pack)} <Code>{pack.barcode}</Code>
          </span>
        ))}
      </p>
    </div>
    <div className={css['total']}>
      <Quantity value={onHand} pending={pending !== 0} size="hero" />
      <p>on hand{pending !== 0 && `, ${formatQuantity(pending, true)} not sent yet`}</p>
    </div>
  </div>
)

const WhereItIs = ({ rows }: { rows: readonly StockRow[] }) => {
  const open = useOpenLookup()
  return (
    <div className={css['table']}>
      <h2>Where it is</h2>
      <DataTable
        label="Where it is"
        touch
        rows={rows}
        rowKey={({ bin }) => bin}
        onOpen={({ bin }) => {
          open.onBin(bin)
        }}
        isUrgent={({ onHand }) => onHand < 0}
        columns={[
          { id: 'bin', head: 'Bin', cell: ({ bin }) => <Code strong>{bin}</Code> },
          {
            id: 'confirmed',
            head: 'Confirmed',
            align: 'end',
            width: '25%',
            cell: ({ confirmed }) => formatQuantity(confirmed),
          },
          {
            id: 'pending',
            head: 'Not sent',
            align: 'end',
            width: '22%',
            cell: ({ pending }) => (pending === 0 ? '' : formatQuantity(pending, true)),
          },
          {
            id: 'onHand',
            head: 'On hand',
            align: 'end',
            width: '23%',
            cell: ({ onHand, pending }) => <Quantity value={onHand} pending={pending !== 0} />,
          },
        ]}
        empty={
          <Empty icon={MapPinOff} title="In no bin">
            None of it is in this warehouse.
          </Empty>
        }
      />
    </div>
  )
}

/** One product: how many in which bins, confirmed and pending, and what was done with it last. */
export const ProductLookup = ({ sku }: { sku: string }) => {
  const { queries } = useTerminal()
  const product = useQuery(queries.stock.product.queryOptions({ input: { sku } }))
  const stock = useQuery(queries.stock.byProduct.queryOptions({ input: { sku } }))
  const movements = useQuery(queries.stock.movements.queryOptions({ input: { sku, limit: 100 } }))
  if (product.isError || stock.isError || movements.isError)
    return (
      <LookupScreen>
        <Broken
          what="This product could not be read."
          onRetry={() => {
            for (const query of [product, stock, movements]) void query.refetch()
          }}
        />
      </LookupScreen>
    )
  if (product.isPending || stock.isPending || movements.isPending)
    return (
      <LookupScreen>
        <Loading what="Reading the product" />
      </LookupScreen>
    )
  return (
    <LookupScreen>
      {product.data === null ? (
        <Empty icon={PackageX} title="No such product">
          Nobody has entered <Code>{sku}</Code> yet.
        </Empty>
      ) : (
        <>
          <Facts {...product.data} />
          <div className={css['tables']}>
            <WhereItIs
              rows={stock.data.filter(({ onHand, pending }) => onHand !== 0 || pending !== 0)}
            />
            <LastMovements rows={movements.data} subject="bin" />
          </div>
        </>
      )}
    </LookupScreen>
  )
}
