import { useQuery } from '@tanstack/react-query'
import { MapPinOff, PackageX } from 'lucide-react'
import type { ProductRow, StockRow } from '#shared/contract/api/index.ts'
import { formatDifference, formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Empty, Flag } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { OnHand, useCovered } from '../../work/words/covered.tsx'
import { packLabel } from '../../work/words/packLabel.ts'
import { CoveredHere } from './CoveredHere.tsx'
import { IncompleteNotice } from './IncompleteNotice.tsx'
import { lastMovements, LastMovements } from './LastMovements.tsx'
import css from './Lookup.module.css'
import { LookupScreen, useOpenLookup } from './LookupScreen.tsx'
import { isThere, notSent, onHand } from './stockColumns.tsx'

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
      <OnHand onHand={onHand} pending={pending} size="hero" />
      <p>
        {pending === null
          ? 'while you count it blind'
          : `on hand${pending === 0 ? '' : `, ${formatDifference(pending)} not sent yet`}`}
      </p>
    </div>
  </div>
)

const WhereItIs = ({ sku, rows }: { sku: string; rows: readonly StockRow[] }) => {
  const isCounted = useCovered().hasProduct(sku)
  const open = useOpenLookup()
  return (
    <div className={css['table']}>
      <h2>Where it is</h2>
      {isCounted && <p>What you count blind is not shown here.</p>}
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
          {
            id: 'bin',
            head: 'Bin',
            cell: ({ bin, incomplete }) => (
              <span className={css['product']}>
                <Code strong>{bin}</Code>
                {incomplete && <Flag>Incomplete</Flag>}
              </span>
            ),
          },
          {
            id: 'confirmed',
            head: 'Confirmed',
            align: 'end',
            width: '25%',
            cell: ({ confirmed }) => formatNumber(confirmed),
          },
          notSent('22%'),
          onHand('23%'),
        ]}
        empty={
          isCounted ? (
            <CoveredHere />
          ) : (
            <Empty icon={MapPinOff} title="In no bin">
              None of it is in this warehouse.
            </Empty>
          )
        }
      />
    </div>
  )
}

/** One product: how many in which bins, confirmed and pending, and what was done with it last. */
export const ProductLookup = ({ sku }: { sku: string }) => {
  const { queries } = useTerminal()
  const covered = useCovered()
  const product = useQuery(queries.stock.product.queryOptions({ input: { sku } }))
  const stock = useQuery(queries.stock.byProduct.queryOptions({ input: { sku } }))
  const movements = useQuery(
    queries.stock.movements.queryOptions({ input: { sku, limit: lastMovements } }),
  )
  return (
    <LookupScreen>
      <Answered
        of={{ product, stock, movements }}
        reading="Reading the product"
        broken="This product could not be read."
      >
        {(known) =>
          known.product === null ? (
            <Empty icon={PackageX} title="No such product">
              Nobody has entered <Code>{sku}</Code> yet.
            </Empty>
          ) : (
            <>
              <Facts {...known.product} />
              {known.product.incomplete && <IncompleteNotice {...known.product} />}
              <div className={css['tables']}>
                <WhereItIs sku={sku} rows={known.stock.filter(isThere)} />
                <LastMovements
                  rows={known.movements}
                  subject="bin"
                  isCovered={covered.hasProduct(sku)}
                />
              </div>
            </>
          )
        }
      </Answered>
    </LookupScreen>
  )
}
