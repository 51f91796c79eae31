import { useQuery } from '@tanstack/react-query'
import { PackageOpen } from 'lucide-react'
import type { MovementRow, StockRow } from '#shared/contract/api/index.ts'
import { plural } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Empty, Flag, Quantity } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { coveredWords, useCovered } from '../../work/words/covered.tsx'
import { CoveredHere } from './CoveredHere.tsx'
import { lastMovements, LastMovements } from './LastMovements.tsx'
import css from './Lookup.module.css'
import { LookupScreen, useOpenLookup } from './LookupScreen.tsx'
import { isThere, notSent, onHand } from './stockColumns.tsx'

/** One bin: what is in it, confirmed and pending, and what was done there last. */
export const BinLookup = ({ bin }: { bin: string }) => {
  const { queries } = useTerminal()
  const stock = useQuery(queries.stock.byBin.queryOptions({ input: { bin } }))
  const movements = useQuery(
    queries.stock.movements.queryOptions({ input: { bin, limit: lastMovements } }),
  )
  return (
    <LookupScreen>
      <Answered
        of={{ stock, movements }}
        reading="Reading the bin"
        broken="This bin could not be read."
      >
        {(known) => (
          <Contents bin={bin} held={known.stock.filter(isThere)} movements={known.movements} />
        )}
      </Answered>
    </LookupScreen>
  )
}

type ContentsProps = {
  bin: string
  held: readonly (StockRow & { name: string })[]
  movements: readonly MovementRow[]
}

const Contents = ({ bin, held, movements }: ContentsProps) => {
  const open = useOpenLookup()
  const isCounted = useCovered().hasBin(bin)
  return (
    <>
      <div className={css['facts']}>
        <h1 className={css['name']}>
          <Code strong>{bin}</Code>
        </h1>
        <div className={css['total']}>
          {isCounted ? (
            <p>{coveredWords}</p>
          ) : (
            <>
              <Quantity value={held.length} size="hero" />
              <p>{plural(held.length, 'product', 'products')}</p>
            </>
          )}
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
                cell: ({ sku, name, incomplete }) => (
                  <span className={css['product']}>
                    <span>{name}</span>
                    <span>
                      <Code strong>{sku}</Code> {incomplete && <Flag>Incomplete</Flag>}
                    </span>
                  </span>
                ),
              },
              notSent('20%'),
              onHand('22%'),
            ]}
            empty={
              isCounted ? (
                <CoveredHere />
              ) : (
                <Empty icon={PackageOpen} title="Empty by the book">
                  Nothing should be in <Code>{bin}</Code>.
                </Empty>
              )
            }
          />
        </div>
        <LastMovements rows={movements} subject="sku" at={bin} isCovered={isCounted} />
      </div>
    </>
  )
}
