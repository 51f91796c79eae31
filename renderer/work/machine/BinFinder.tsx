import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, Quantity } from '../../ui/index.ts'
import { Finder, limit, type FinderProps } from './finding.tsx'

/** Finds a bin; those that hold the product in hand come first, with how much. */
export const BinFinder = ({
  sku,
  initialSearch,
  onPick,
  onClose,
}: FinderProps & { sku: string | undefined; onPick: (bin: string) => void }) => {
  const { queries } = useTerminal()
  const [search, setSearch] = useState(initialSearch)
  const found = useQuery({
    ...queries.stock.searchBins.queryOptions({ input: { text: search.trim(), limit } }),
    placeholderData: keepPreviousData,
  })
  const holding = useQuery({
    ...queries.stock.byProduct.queryOptions({ input: { sku: sku ?? '' } }),
    enabled: sku !== undefined,
  })
  const held = new Map(holding.data?.map(({ bin, onHand }) => [bin, onHand]))
  const wanted = search.trim().toLowerCase()
  const first = (holding.data ?? []).filter(({ bin }) => bin.toLowerCase().includes(wanted))
  const rows = [
    ...first.map(({ bin }) => ({ bin, zone: '' })),
    ...(found.data ?? []).filter(({ bin }) => !held.has(bin)),
  ]
  return (
    <Finder
      what="bin"
      label="Find a bin"
      placeholder="Bin"
      found={found}
      broken="Bins could not be searched."
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      items={rows}
      itemKey={({ bin }) => bin}
      render={({ bin, zone }) => {
        const onHand = held.get(bin)
        return {
          title: <Code strong>{bin}</Code>,
          facts: onHand === undefined ? zone : `holds ${sku ?? ''}`,
          figure: onHand !== undefined && <Quantity value={onHand} />,
        }
      }}
      onPick={({ bin }) => {
        onPick(bin)
      }}
    />
  )
}
