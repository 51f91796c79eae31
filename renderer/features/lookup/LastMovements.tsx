import { History } from 'lucide-react'
import type { MovementRow } from '#shared/contract/api/index.ts'
import { dayAndTime } from '#shared/words/format.ts'
import { offBy } from '#shared/words/index.ts'
import { byWhom } from '../../work/words/byWhom.ts'
import { Code, DataTable, Empty, Mark } from '../../ui/index.ts'
import { certaintyOf } from '../../work/job/trail.ts'
import { movementChange, movementWord } from '../../work/words/movementWords.ts'
import { useNow } from '../../work/words/time.ts'
import { CoveredHere } from './CoveredHere.tsx'
import css from './Lookup.module.css'

/** No more are asked for. */
export const lastMovements = 100

/** What was done last: when, what, what it changed, who, and how sure it is. `subject` is what a row names. */
export const LastMovements = ({
  rows,
  subject,
  at,
  isCovered,
}: {
  rows: readonly MovementRow[]
  subject: 'bin' | 'sku'
  /** The bin that is looked at: changes are those of this bin. */
  at?: string
  /** Whoever looks counts some of it blind: what others moved there is not among the rows. */
  isCovered: boolean
}) => {
  const now = useNow(60_000)
  return (
    <div className={css['table']}>
      <h2>Last movements</h2>
      {rows.length === lastMovements && <p>Only the last {lastMovements} are listed.</p>}
      <DataTable
        label="Last movements"
        rows={rows}
        rowKey={({ event }) => event}
        isUrgent={({ status }) => status === 'conflict'}
        columns={[
          {
            id: 'when',
            head: 'When',
            width: '172px',
            cell: ({ occurredAt, clockOffset }) => (
              <span className={css['when']}>
                <Code>{dayAndTime(occurredAt, now)}</Code>
                {clockOffset !== null && ` (its clock was ${offBy(clockOffset)})`}
              </span>
            ),
          },
          {
            id: 'what',
            head: 'What',
            cell: (row) => (
              <>
                {movementWord(row)} <Code strong>{row[subject]}</Code>
                {row.toBin !== null && (
                  <>
                    {subject === 'sku' && <Code>{` ${row.bin}`}</Code>} → <Code>{row.toBin}</Code>
                  </>
                )}
                {row.reason !== null && `, ${row.reason}`}
                {row.incomplete && ', on an incomplete book'}
                {row.undoneBy !== null && ', taken back later'}
              </>
            ),
          },
          {
            id: 'delta',
            head: 'Change',
            align: 'end',
            width: '112px',
            cell: (row) => <span className={css['change']}>{movementChange(row, at)}</span>,
          },
          {
            id: 'who',
            head: 'Who',
            width: '16%',
            cell: ({ operator, via }) => byWhom(operator, via),
          },
          {
            id: 'state',
            head: 'Sent',
            width: '72px',
            cell: ({ status }) => <Mark certainty={certaintyOf(status)} quiet />,
          },
        ]}
        empty={isCovered ? <CoveredHere /> : <Empty icon={History} title="Nothing has moved yet" />}
      />
    </div>
  )
}
