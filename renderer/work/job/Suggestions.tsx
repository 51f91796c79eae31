import { useQuery } from '@tanstack/react-query'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, Flag, Quantity } from '../../ui/index.ts'
import { coveredWords, useCovered } from '../words/covered.tsx'
import type { Entry, Job } from './entry.ts'
import type { JobEvent } from './jobMachine.ts'
import css from './Suggestions.module.css'

const shown = 40

/** What the bin in hand holds, to be pressed where a label cannot be scanned. */
export const Suggestions = ({
  job,
  entry,
  send,
}: {
  job: Job
  entry: Entry
  send: (event: JobEvent) => void
}) => {
  const { client, queries } = useTerminal()
  const covered = useCovered()
  const { bin } = entry
  const stock = useQuery({
    ...queries.stock.byBin.queryOptions({ input: { bin: bin ?? '' } }),
    enabled: bin !== undefined,
  })
  if (bin === undefined || stock.data === undefined)
    return <p className={css['hint']}>{job.hint}</p>
  const rows = stock.data.filter(({ onHand }) => onHand !== 0 || job.listsEmpty === true)
  const choose = async (sku: string): Promise<void> => {
    const product = await client.stock.product({ sku })
    if (product !== null) send({ type: 'productChosen', product })
  }
  if (rows.length === 0 && covered.hasBin(bin))
    return (
      <p className={css['hint']}>
        What is in <Code>{bin}</Code> is {coveredWords}. Scan the goods.
      </p>
    )
  if (rows.length === 0)
    return (
      <p className={css['hint']}>
        <Code>{bin}</Code> is empty by the book.
      </p>
    )
  return (
    <section className={css['list']} aria-label={`In ${bin}`}>
      <h2>
        In <Code>{bin}</Code>
      </h2>
      <ul>
        {rows.slice(0, shown).map(({ sku, name, onHand, pending, incomplete }) => (
          <li key={sku}>
            <button
              type="button"
              className={css['row']}
              onClick={() => {
                choose(sku).catch(() => {
                  send({ type: 'notResolved' })
                })
              }}
            >
              <span className={css['text']}>
                <span className={css['name']}>{name}</span>
                <Code>{sku}</Code>
                {incomplete && <Flag>Incomplete</Flag>}
              </span>
              <Quantity value={onHand} pending={pending !== 0} />
            </button>
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <p className={css['hint']}>and {rows.length - shown} more. Scan, or press F4.</p>
      )}
    </section>
  )
}
