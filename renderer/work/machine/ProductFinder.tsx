import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProductRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, Flag } from '../../ui/index.ts'
import { OnHand } from '../words/covered.tsx'
import { Finder, limit, type FinderProps } from './finding.tsx'

const productRow = ({ sku, name, onHand, pending, incomplete }: ProductRow) => ({
  title: name,
  facts: (
    <>
      <Code strong>{sku}</Code> {incomplete && <Flag>Incomplete</Flag>}
    </>
  ),
  figure: <OnHand onHand={onHand} pending={pending} />,
})

const withoutFigure = ({ sku, name }: ProductRow) => ({
  title: name,
  facts: <Code strong>{sku}</Code>,
})

/** Finds a product by name, SKU or barcode; at first what the bin in hand holds. */
export const ProductFinder = ({
  bin,
  initialSearch,
  onPick,
  onClose,
  blind = false,
}: FinderProps & {
  bin?: string | undefined
  onPick: (product: ProductRow) => void
  /** Whoever looks is not to know what the book says. */
  blind?: boolean
}) => {
  const { queries } = useTerminal()
  const [search, setSearch] = useState(initialSearch)
  const found = useQuery({
    ...queries.stock.searchProducts.queryOptions({ input: { text: search.trim(), limit } }),
    placeholderData: keepPreviousData,
  })
  const inBin = useQuery({
    ...queries.stock.byBin.queryOptions({ input: { bin: bin ?? '' } }),
    enabled: bin !== undefined,
  })
  const here = new Map(inBin.data?.map(({ sku, onHand }) => [sku, onHand]))
  const rows = found.data ?? []
  const sorted =
    here.size === 0
      ? rows
      : rows.toSorted((a, b) => Number(here.has(b.sku)) - Number(here.has(a.sku)))
  return (
    <Finder
      what="product"
      label="Find a product"
      placeholder="Name, SKU or barcode"
      found={found}
      broken="Products could not be searched."
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      items={sorted}
      itemKey={({ sku }) => sku}
      render={blind ? withoutFigure : productRow}
      onPick={onPick}
    />
  )
}
