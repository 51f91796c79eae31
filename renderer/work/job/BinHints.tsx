import { useQuery } from '@tanstack/react-query'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, Quantity } from '../../ui/index.ts'
import css from './BinHints.module.css'
import type { Entry } from './entry.ts'
import type { JobEvent } from './jobMachine.ts'

const shown = 4

/** The bins that hold the product in hand already, to be pressed instead of scanned. */
export const BinHints = ({ entry, send }: { entry: Entry; send: (event: JobEvent) => void }) => {
  const { queries } = useTerminal()
  const sku = entry.product?.sku
  const stock = useQuery({
    ...queries.stock.byProduct.queryOptions({ input: { sku: sku ?? '' } }),
    enabled: sku !== undefined,
  })
  const bins = (stock.data ?? [])
    .filter(({ bin, onHand }) => bin !== entry.bin && onHand > 0)
    .toSorted((a, b) => b.onHand - a.onHand)
    .slice(0, shown)
  if (bins.length === 0) return '–'
  return (
    <ul className={css['hints']} aria-label="Bins that hold it">
      {bins.map(({ bin, onHand }) => (
        <li key={bin}>
          <button
            type="button"
            className={css['hint']}
            onClick={() => {
              send({ type: 'binChosen', bin })
            }}
          >
            <Code strong>{bin}</Code>
            <Quantity value={onHand} />
          </button>
        </li>
      ))}
    </ul>
  )
}
