import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { PackageSearch } from 'lucide-react'
import { useState } from 'react'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, Code, Empty, Flag, Loading, PickList } from '../../ui/index.ts'
import { coveredWords, OnHand } from '../../work/words/covered.tsx'
import { LookupScreen, useOpenLookup } from './LookupScreen.tsx'

const limit = 200

type Row =
  | { kind: 'bin'; code: string; title: string }
  | {
      kind: 'product'
      code: string
      title: string
      onHand: number | null
      pending: number | null
      isIncomplete: boolean
    }

/** Products and bins by scan, or by a few letters. */
export const Lookup = () => {
  const { queries } = useTerminal()
  const open = useOpenLookup()
  const [search, setSearch] = useState('')
  const text = search.trim()
  const products = useQuery({
    ...queries.stock.searchProducts.queryOptions({ input: { text, limit } }),
    placeholderData: keepPreviousData,
  })
  const bins = useQuery({
    ...queries.stock.searchBins.queryOptions({ input: { text, limit: 20 } }),
    enabled: text !== '',
  })
  const binRows = (text === '' ? [] : (bins.data ?? [])).map(({ bin, skus }): Row => ({
    kind: 'bin',
    code: bin,
    title:
      skus === null
        ? `Bin, ${coveredWords}`
        : skus === 1
          ? 'Bin with 1 product'
          : `Bin with ${String(skus)} products`,
  }))
  const productRows = (products.data ?? []).map(
    ({ sku, name, onHand, pending, incomplete }): Row => ({
      kind: 'product',
      code: sku,
      title: name,
      onHand,
      pending,
      isIncomplete: incomplete,
    }),
  )
  return (
    <LookupScreen isTop>
      {products.isError ? (
        <Broken what="Products could not be searched." onRetry={() => void products.refetch()} />
      ) : (
        <PickList
          label="Find a product or a bin"
          placeholder="Name, SKU, barcode or bin"
          search={search}
          onSearch={setSearch}
          items={[...binRows, ...productRows]}
          itemKey={({ kind, code }) => `${kind} ${code}`}
          render={(row) => ({
            title: row.title,
            facts: (
              <>
                <Code strong>{row.code}</Code>{' '}
                {row.kind === 'product' && row.isIncomplete && <Flag>Incomplete</Flag>}
              </>
            ),
            figure: row.kind === 'product' && <OnHand onHand={row.onHand} pending={row.pending} />,
          })}
          onPick={({ kind, code }) => {
            if (kind === 'bin') open.onBin(code)
            else open.onProduct(code)
          }}
          note={
            (products.data?.length ?? 0) < limit
              ? undefined
              : `Only the first ${String(limit)} products are listed. Type more letters.`
          }
          empty={
            products.isPending ? (
              <Loading what="Searching" />
            ) : (
              <Empty icon={PackageSearch} title="Nothing found">
                {text === ''
                  ? 'This warehouse has no products yet. They come with an import or with the first sync.'
                  : `Nothing fits “${text}”. Try fewer letters.`}
              </Empty>
            )
          }
        />
      )}
    </LookupScreen>
  )
}
