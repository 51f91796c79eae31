import { useState } from 'react'
import { Code, Dialog, PickList } from '../../ui/index.ts'
import { back, nothingFound } from './finding.tsx'
import type { Match } from './working.ts'

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
