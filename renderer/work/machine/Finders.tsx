import { BinFinder } from './BinFinder.tsx'
import { ProductFinder } from './ProductFinder.tsx'
import type { Work } from './useWork.ts'

/** What the finders list first, and whether they say what the book has. */
export type Looking = { bin?: string | undefined; sku?: string | undefined; blind?: boolean }

/** Finds by name what can't be scanned. */
export const Finders = ({
  work: { finding, closeFinder, send },
  looking: { bin, sku, blind },
}: {
  work: Work
  looking: Looking
}) => {
  if (finding === undefined) return null
  if (finding.what === 'product')
    return (
      <ProductFinder
        bin={bin}
        blind={blind === true}
        initialSearch={finding.text}
        onClose={closeFinder}
        onPick={(picked) => {
          send({ type: 'productChosen', product: picked })
          closeFinder()
        }}
      />
    )
  return (
    <BinFinder
      sku={sku}
      initialSearch={finding.text}
      onClose={closeFinder}
      onPick={(picked) => {
        send({ type: 'binChosen', bin: picked })
        closeFinder()
      }}
    />
  )
}
