import { useQuery } from '@tanstack/react-query'
import { useTerminal } from '../../api/terminal.tsx'
import { BeforeAfter, Code } from '../../ui/index.ts'
import { coveredWords, useCovered } from '../words/covered.tsx'
import { effectsOf, type Entry, type Job } from './entry.ts'
import css from './StockEffects.module.css'

/** What each bin concerned holds of the product, and what it will hold: the big numbers of a job. */
export const StockEffects = ({ job, entry }: { job: Job; entry: Entry }) => {
  const { queries } = useTerminal()
  const covered = useCovered()
  const sku = entry.product?.sku
  const stock = useQuery({
    ...queries.stock.byProduct.queryOptions({ input: { sku: sku ?? '' } }),
    enabled: sku !== undefined,
  })
  if (sku === undefined || stock.data === undefined) return null
  const { covers } = covered
  const effects = effectsOf(job, entry)
  return (
    <div className={css['effects']}>
      {effects.map(({ bin, delta }) => {
        if (covers(bin, sku))
          return (
            <p key={bin} className={css['covered']}>
              in <Code>{bin}</Code>: {coveredWords}
            </p>
          )
        const row = stock.data.find((each) => each.bin === bin)
        const before = row?.onHand ?? 0
        const isIncomplete = row?.incomplete ?? false
        return (
          <BeforeAfter
            key={bin}
            before={before}
            after={before + delta}
            beforeLabel={isIncomplete ? `in ${bin}, incomplete` : `in ${bin}`}
            afterLabel="after"
            pending={row !== undefined && row.pending !== 0}
            alarming={before + delta < 0}
            compact={effects.length > 1}
          />
        )
      })}
    </div>
  )
}
