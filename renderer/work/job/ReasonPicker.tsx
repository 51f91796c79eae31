import { useQuery } from '@tanstack/react-query'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, Loading } from '../../ui/index.ts'
import type { Entry } from './entry.ts'
import type { JobEvent } from './jobMachine.ts'
import css from './ReasonPicker.module.css'

/** Why the book has to change: the warehouse's own reasons, as large as keys. */
export const ReasonPicker = ({
  entry,
  send,
}: {
  entry: Entry
  send: (event: JobEvent) => void
}) => {
  const { queries } = useTerminal()
  const reasons = useQuery(queries.stock.reasons.queryOptions())
  if (reasons.isError)
    return <Broken what="The reasons could not be read." onRetry={() => void reasons.refetch()} />
  if (reasons.isPending) return <Loading what="Reading the reasons" />
  return (
    <div className={css['reasons']} role="group" aria-label="Reason">
      {reasons.data.map((reason) => (
        <button
          key={reason.reason}
          type="button"
          className={css['reason']}
          aria-pressed={entry.reason?.reason === reason.reason}
          onClick={() => {
            send({ type: 'reasonChosen', reason })
          }}
        >
          {reason.text}
          {reason.direction !== 'either' && (
            <span className={css['direction']}>
              {reason.direction === 'in' ? 'adds' : 'takes away'}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}
