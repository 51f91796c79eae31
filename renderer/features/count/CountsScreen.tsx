import { useQuery } from '@tanstack/react-query'
import { ClipboardList } from 'lucide-react'
import { useState } from 'react'
import type { CountRow } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Empty, Mark, Segments, type Action, type Column } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useSession } from '../../work/screen/status.tsx'
import { useGo } from '../../work/screen/ways.ts'
import css from './CountsScreen.module.css'

type Shown = 'going-on' | 'done'

const isGoingOn = ({ state }: CountRow): boolean => state === 'open' || state === 'submitted'

/** The counts: those that are going on, and those that are done. */
export const CountsScreen = () => {
  const { queries } = useTerminal()
  const { role } = useSession()
  const go = useGo()
  const [shown, setShown] = useState<Shown>('going-on')
  const query = useQuery(queries.counts.list.queryOptions())
  const rows = (query.data ?? []).filter((row) => isGoingOn(row) === (shown === 'going-on'))
  const isSupervisor = role === 'supervisor'
  const actions: Action[] = [
    {
      key: 'F3',
      label: 'Variances',
      onAct: () => {
        go('variances')
      },
    },
    {
      key: 'F2',
      label: 'Plan a count',
      primary: true,
      onAct: () => {
        go('planCount')
      },
    },
  ]
  return (
    <DeskScreen
      name="Count"
      title="Counts"
      actions={isSupervisor ? actions : actions.slice(1)}
      tools={
        <Segments<Shown>
          label="Show those"
          value={shown}
          onChange={setShown}
          choices={[
            { value: 'going-on', label: 'going on' },
            { value: 'done', label: 'done' },
          ]}
        />
      }
    >
      <Answered of={{ query }} reading="Looking for counts" broken="The counts could not be read.">
        {() => (
          <DataTable
            label="Counts"
            rows={rows}
            rowKey={({ count }) => count}
            columns={columns}
            touch
            isUrgent={({ state, toDecide, toRecount }) =>
              state === 'submitted' && (toDecide ?? 0) + toRecount > 0
            }
            onOpen={({ count, state, toRecount }) => {
              const isCounting =
                state === 'open' || (state === 'submitted' && !isSupervisor && toRecount > 0)
              go(isCounting || !isSupervisor ? 'count' : 'review', { count })
            }}
            empty={
              <Empty
                icon={ClipboardList}
                title={shown === 'done' ? 'No count is done yet' : 'Nothing is being counted'}
              >
                {shown === 'done'
                  ? 'Approved and cancelled counts stay here.'
                  : 'Plan a count of a zone, of some bins, or of those that are due.'}
              </Empty>
            }
          />
        )}
      </Answered>
    </DeskScreen>
  )
}

const states: Readonly<Record<CountRow['state'], string>> = {
  open: 'being counted',
  submitted: 'handed in',
  approved: 'approved',
  cancelled: 'cancelled',
}

const columns: Column<CountRow>[] = [
  {
    id: 'count',
    head: 'Count',
    cell: ({ count, openedBy, blind }) => (
      <div className={css['what']}>
        <Code strong>{count}</Code>
        <span className={css['quiet']}>
          {blind ? 'blind, ' : ''}planned by {openedBy}
        </span>
      </div>
    ),
  },
  {
    id: 'progress',
    head: 'Bins',
    width: '26%',
    cell: ({ bins, binsCounted }) => (
      <div className={css['progress']}>
        <progress max={Math.max(1, bins)} value={binsCounted} aria-label="Bins counted" />
        <span>
          {formatNumber(binsCounted)} of {formatNumber(bins)}
        </span>
      </div>
    ),
  },
  { id: 'state', head: 'State', width: '170px', cell: ({ state }) => states[state] },
  {
    id: 'open',
    head: 'Waits',
    width: '230px',
    cell: ({ toRecount, toDecide, ready, found, state }) => (
      <span className={css['quiet']}>
        {[
          toRecount > 0 && `${formatNumber(toRecount)} to recount`,
          toDecide === null && 'covered while you count',
          toDecide !== null && toDecide > 0 && `${formatNumber(toDecide)} to decide`,
          state === 'submitted' &&
            ready !== null &&
            ready > 0 &&
            `${formatNumber(ready)} to approve`,
          found > 0 && `${formatNumber(found)} found`,
        ]
          .filter(Boolean)
          .join(', ') || '–'}
      </span>
    ),
  },
  {
    id: 'pending',
    head: 'Known',
    width: '160px',
    yields: true,
    cell: ({ pending }) => <Mark certainty={pending ? 'pending' : 'confirmed'} />,
  },
]
