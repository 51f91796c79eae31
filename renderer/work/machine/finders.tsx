import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { MapPin, PackageSearch } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { ProductRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, Code, Dialog, Empty, Flag, Loading, PickList, Quantity } from '../../ui/index.ts'
import { OnHand } from '../words/covered.tsx'
import type { Match } from './working.ts'

const limit = 200

const noteOf = (rows: readonly unknown[] | undefined): string | undefined =>
  (rows?.length ?? 0) < limit
    ? undefined
    : `Only the first ${String(limit)} are listed. Type more letters.`

type FinderProps = { initialSearch: string; onClose: () => void }

const nothingFound = (search: string, what: string): ReactNode => (
  <Empty icon={what === 'bin' ? MapPin : PackageSearch} title={`No ${what} found`}>
    {search === '' ? `There is no ${what} yet.` : `Nothing fits “${search}”. Try fewer letters.`}
  </Empty>
)

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
    <Dialog
      large
      letsScansThrough
      title="Find a product"
      onClose={onClose}
      actions={[back(onClose)]}
    >
      {found.isError ? (
        <Broken what="Products could not be searched." onRetry={() => void found.refetch()} />
      ) : (
        <PickList
          label="Find a product"
          placeholder="Name, SKU or barcode"
          search={search}
          onSearch={setSearch}
          items={sorted}
          itemKey={({ sku }) => sku}
          render={blind ? withoutFigure : productRow}
          onPick={onPick}
          note={noteOf(found.data)}
          empty={found.isPending ? <Loading what="Searching" /> : nothingFound(search, 'product')}
        />
      )}
    </Dialog>
  )
}

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
    <Dialog large letsScansThrough title="Find a bin" onClose={onClose} actions={[back(onClose)]}>
      {found.isError ? (
        <Broken what="Bins could not be searched." onRetry={() => void found.refetch()} />
      ) : (
        <PickList
          label="Find a bin"
          placeholder="Bin"
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
          note={noteOf(found.data)}
          empty={found.isPending ? <Loading what="Searching" /> : nothingFound(search, 'bin')}
        />
      )}
    </Dialog>
  )
}

/** One barcode, several products: which one is it? */
export const WhichProduct = ({
  matches,
  onPick,
  onClose,
}: {
  matches: readonly Match[]
  onPick: (match: Match) => void
  onClose: () => void
}) => {
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  return (
    <Dialog large title="Which product is it?" onClose={onClose} actions={[back(onClose)]}>
      <p>Several products have this barcode. Nothing was taken yet.</p>
      <PickList
        label="Which product is it?"
        placeholder="Name or SKU"
        search={search}
        onSearch={setSearch}
        items={matches.filter(({ product }) =>
          `${product.sku} ${product.name}`.toLowerCase().includes(wanted),
        )}
        itemKey={({ product }) => product.sku}
        render={({ product, factor }) => ({
          title: product.name,
          facts: <Code strong>{product.sku}</Code>,
          figure: factor > 1 && `pack of ${String(factor)}`,
        })}
        onPick={onPick}
        empty={nothingFound(search, 'product')}
      />
    </Dialog>
  )
}

const back = (onClose: () => void) => ({ key: 'Escape', label: 'Back', onAct: onClose }) as const
