import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { ConflictRow } from '#shared/contract/api/index.ts'
import { dayAndTime, formatCount } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Empty, Segments, type Column } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useSession, useStatus } from '../../work/screen/status.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { howAsked } from '../../work/words/byWhom.ts'
import { useNow } from '../../work/words/time.ts'
import { choiceWords } from './choices.ts'
import css from './ConflictsScreen.module.css'
import { suggest } from './draft.ts'

type State = ConflictRow['state']
type Whose = 'all' | 'own'

const statesWith = (open: number): readonly { value: State; label: string; count?: number }[] => [
  { value: 'open', label: 'to settle', count: open },
  { value: 'settled', label: 'being carried out' },
  { value: 'closed', label: 'settled' },
]

/** Every conflict that this terminal knows, the newest first. */
export const ConflictsScreen = () => {
  const { queries } = useTerminal()
  const { conflicts } = useStatus()
  const { operator } = useSession()
  const go = useGo()
  const now = useNow()
  const [state, setState] = useState<State>('open')
  const [whose, setWhose] = useState<Whose>('all')
  const query = useQuery(queries.conflicts.list.queryOptions({ input: { state, limit: 1000 } }))
  const rows = (query.data ?? []).filter(({ raisedBy }) => whose === 'all' || raisedBy === operator)

  return (
    <DeskScreen
      name="Conflicts"
      title={titleOf(state, rows.length, query.isSuccess)}
      tools={
        <>
          <Segments
            label="Show those"
            value={state}
            onChange={setState}
            choices={statesWith(conflicts.all)}
          />
          <Segments
            label="of"
            value={whose}
            onChange={setWhose}
            choices={[
              { value: 'all', label: 'everybody' },
              { value: 'own', label: 'mine' },
            ]}
          />
        </>
      }
    >
      <Answered
        of={{ query }}
        reading="Looking for conflicts"
        broken="The conflicts could not be read."
      >
        {() => (
          <DataTable
            label="Conflicts"
            rows={rows}
            rowKey={({ conflict }) => conflict}
            isUrgent={({ state, maySettle }) => state === 'open' && maySettle}
            columns={columns(state, now)}
            onOpen={({ conflict }) => {
              go('conflict', { conflict })
            }}
            touch
            empty={<NoConflicts state={state} />}
          />
        )}
      </Answered>
    </DeskScreen>
  )
}

const titleOf = (state: State, count: number, isKnown: boolean): string => {
  if (!isKnown) return 'Conflicts'
  const figure = formatCount(count, 'conflict', 'conflicts')
  switch (state) {
    case 'open':
      return count === 0 ? 'Nothing to settle' : `${figure} to settle`
    case 'settled':
      return `${figure} being carried out`
    case 'closed':
      return `${figure} settled`
    default:
      return state satisfies never
  }
}

const NoConflicts = ({ state }: { state: State }) =>
  state === 'open' ? (
    <Empty icon={CircleCheck} title="Nothing to settle">
      When two people changed the same stock and the goods do not add up, it is shown here. Nothing
      is settled without a person.
    </Empty>
  ) : (
    <Empty icon={CircleCheck} title="None here">
      {state === 'settled'
        ? 'A settlement stays here until the terminal that it is for has carried it out.'
        : 'Settled conflicts stay here, with who settled them, when and why.'}
    </Empty>
  )

const columns = (state: State, now: number): Column<ConflictRow>[] => [
  {
    id: 'what',
    head: 'What was done, and why it needs a person',
    cell: ({ summary, message }) => (
      <div className={css['what']}>
        <span>{summary}</span>
        <span className={css['why']}>{message}</span>
      </div>
    ),
  },
  {
    id: 'who',
    head: 'Who, when',
    width: '220px',
    cell: ({ raisedBy, via, terminal, occurredAt }) => (
      <div className={css['what']}>
        <span>
          {raisedBy} on <Code>{terminal}</Code>
          {howAsked(via)}
        </span>
        <span className={css['why']}>{dayAndTime(occurredAt, now)}</span>
      </div>
    ),
  },
  state === 'open'
    ? {
        id: 'suggestion',
        head: 'Usual answer',
        width: '260px',
        cell: (row) => <Suggested row={row} />,
      }
    : {
        id: 'settlement',
        head: 'Settled',
        width: '260px',
        cell: ({ settlement }) =>
          settlement && (
            <div className={css['what']}>
              <span>{choiceWords[settlement.choice].label}</span>
              <span className={css['why']}>by {settlement.by}</span>
            </div>
          ),
      },
]

const Suggested = ({ row }: { row: ConflictRow }) => {
  if (row.unreadable !== null)
    return <span className={css['why']}>Needs a newer version of Tallydeck</span>
  if (row.coveredBy !== null)
    return (
      <span className={css['why']}>
        Shown when <Code>{row.coveredBy}</Code> is handed in
      </span>
    )
  if (!row.maySettle) return <span className={css['why']}>A supervisor settles it</span>
  const suggestion = suggest(row)
  return suggestion === undefined ? null : choiceWords[suggestion.choice].label
}
