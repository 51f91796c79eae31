import { useQuery } from '@tanstack/react-query'
import { PackageOpen } from 'lucide-react'
import { useTerminal } from '../../api/terminal.tsx'
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

/** One bin: what is in it, confirmed and pending, and what was done there last. */
export const BinLookup = ({ bin }: { bin: string }) => {
  const { queries } = useTerminal()
  const open = useOpenLookup()
  const stock = useQuery(queries.stock.byBin.queryOptions({ input: { bin } }))
  const movements = useQuery(queries.stock.movements.queryOptions({ input: { bin, limit: 100 } }))
  if (stock.isError || movements.isError)
    return (
      <LookupScreen>
        <Broken
          what="This bin could not be read."
          onRetry={() => {
            for (const query of [stock, movements]) void query.refetch()
          }}
        />
      </LookupScreen>
    )
  if (stock.isPending || movements.isPending)
    return (
      <LookupScreen>
        <Loading what="Reading the bin" />
      </LookupScreen>
    )
  const held = stock.data.filter(({ onHand, pending }) => onHand !== 0 || pending !== 0)
  return (
    <LookupScreen>
      <div className={css['facts']}>
        <h1 className={css['name']}>
          <Code strong>{bin}</Code>
        </h1>
        <div className={css['total']}>
          <Quantity value={held.length} size="hero" />
          <p>{held.length === 1 ? 'product' : 'products'}</p>
        </div>
      </div>
      <div className={css['tables']}>
        <div className={css['table']}>
          <h2>What is in it</h2>
          <DataTable
            label="What is in it"
            touch
            rows={held}
            rowKey={({ sku }) => sku}
            onOpen={({ sku }) => {
              open.onProduct(sku)
            }}
            isUrgent={({ onHand }) => onHand < 0}
            columns={[
              {
                id: 'product',
                head: 'Product',
                cell: ({ sku, name }) => (
                  <span className={css['product']}>
                    <span>{name}</span>
                    <Code strong>{sku}</Code>
                  </span>
                ),
              },
              {
                id: 'pending',
                head: 'Not sent',
                align: 'end',
                width: '20%',
                cell: ({ pending }) => (pending === 0 ? '' : formatQuantity(pending, true)),
              },
              {
                id: 'onHand',
                head: 'On hand',
                align: 'end',
                width: '22%',
                cell: ({ onHand, pending }) => <Quantity value={onHand} pending={pending !== 0} />,
              },
            ]}
            empty={
              <Empty icon={PackageOpen} title="Empty by the book">
                Nothing should be in <Code>{bin}</Code>.
              </Empty>
            }
          />
        </div>
        <LastMovements rows={movements.data} subject="sku" />
      </div>
    </LookupScreen>
  )
}
