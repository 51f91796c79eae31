import { useQuery } from '@tanstack/react-query'
import { CloudCheck, CloudOff } from 'lucide-react'
import { useState } from 'react'
import type { OutboxRow, TerminalStatus } from '#shared/contract/api/index.ts'
import { dayAndTime, formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { DataTable, Empty, Mark, Notice, type Action, type Column } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useSession, useStatus } from '../../work/screen/status.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { byWhom } from '../../work/words/byWhom.ts'
import { shownState } from '../../work/words/linkState.ts'
import { useNow } from '../../work/words/time.ts'
import { ChangeAddress } from './ChangeAddress.tsx'
import { HaltedStore } from './HaltedStore.tsx'
import { LinkFacts } from './LinkFacts.tsx'
import { LostEvents } from './LostEvents.tsx'
import css from './SyncScreen.module.css'
import { headline, isRecent, restored, stopped, wrongClock } from './words.ts'

/** What only this terminal has, and how its way to the central store stands. */
export const SyncScreen = () => {
  const { client, queries } = useTerminal()
  const status = useStatus()
  const { role } = useSession()
  const go = useGo()
  const now = useNow(1_000)
  const [isTrying, setIsTrying] = useState(false)
  const [hasFailed, setHasFailed] = useState(false)
  const query = useQuery(queries.sync.outbox.queryOptions({ input: { limit: 1000 } }))
  const { link, conflicts, clockOffset, restored: restoration } = status

  const tryNow = async (): Promise<void> => {
    setIsTrying(true)
    setHasFailed(false)
    try {
      await client.sync.now()
    } catch {
      setHasFailed(true)
    } finally {
      setIsTrying(false)
    }
  }
  const actions: Action[] = [
    {
      key: 'F3',
      label: `Conflicts ${formatNumber(conflicts.all)}`,
      onAct: () => {
        go('conflicts')
      },
    },
    ...(role === 'supervisor'
      ? [
          {
            key: 'F4',
            label: 'Diagnostics',
            onAct: () => {
              go('diagnostics')
            },
          } as const,
        ]
      : []),
    {
      key: 'F12',
      label: isTrying || shownState(link) === 'connecting' ? 'Trying' : 'Try now',
      primary: true,
      isDisabled: isTrying || shownState(link) === 'connecting' || isHaltedByStore(link),
      onAct: () => void tryNow(),
    },
  ]
  const rows = query.data ?? []

  return (
    <DeskScreen name="Sync" title={headline(status)} actions={actions}>
      <HaltedStore />
      {link.state === 'parked' && !isHaltedByStore(link) && (
        <Notice tone="warning" word="Stopped" {...stopped(link)} />
      )}
      {clockOffset !== null && (
        <Notice tone="warning" word="Wrong clock" {...wrongClock(clockOffset)} />
      )}
      {restoration !== null && isRecent(restoration, now) && (
        <Notice tone="warning" word="Put back" {...restored(restoration, now)} />
      )}
      {hasFailed && (
        <Notice
          tone="warning"
          happened="The terminal did not take the request."
          kept="It goes on trying by itself."
        />
      )}
      <LostEvents />
      <LinkFacts status={status} now={now} />
      <ChangeAddress />
      <Answered
        of={{ query }}
        reading="Looking at what is not sent"
        broken="What is not sent could not be read."
      >
        {() => (
          <DataTable
            label="Not sent yet"
            rows={rows}
            rowKey={({ intention }) => intention}
            columns={columns(now)}
            isUrgent={({ state }) => state === 'conflict'}
            onOpen={({ conflict }) => {
              if (conflict !== null) go('conflict', { conflict })
            }}
            empty={<NothingWaits isHalted={isHaltedByStore(link)} />}
          />
        )}
      </Answered>
    </DeskScreen>
  )
}

/** A store that is not the one that was worked with need not have what was sent. */
const NothingWaits = ({ isHalted }: { isHalted: boolean }) =>
  isHalted ? (
    <Empty icon={CloudOff} title="Nothing waits to be sent">
      What the store at this address lacks is listed above.
    </Empty>
  ) : (
    <Empty icon={CloudCheck} title="Everything has been sent">
      The central store has all that was recorded on this terminal.
    </Empty>
  )

/** Trying again would change nothing: somebody has to look at the store first. */
const isHaltedByStore = ({ state, problem }: TerminalStatus['link']) =>
  state === 'parked' && problem?.code !== 'terminal-shared'

const columns = (now: number): Column<OutboxRow>[] => [
  {
    id: 'sequence',
    head: 'No.',
    width: '84px',
    align: 'end',
    yields: true,
    cell: ({ sequence }) => sequence,
  },
  {
    id: 'when',
    head: 'When',
    width: '150px',
    cell: ({ occurredAt }) => <time dateTime={occurredAt}>{dayAndTime(occurredAt, now)}</time>,
  },
  { id: 'what', head: 'What', cell: ({ summary }) => summary },
  { id: 'who', head: 'Who', width: '150px', cell: ({ operator, via }) => byWhom(operator, via) },
  { id: 'state', head: 'State', width: '230px', cell: (row) => <Standing row={row} /> },
  {
    id: 'attempts',
    head: 'Tries',
    width: '220px',
    yields: true,
    cell: ({ attempts, problem }) => (
      <span className={css['tries']}>
        {attempts === 0 ? 'not tried yet' : formatNumber(attempts)}
        {problem !== null && `: ${problem.message}`}
      </span>
    ),
  },
]

const Standing = ({ row }: { row: OutboxRow }) => {
  switch (row.state) {
    case 'pending':
      return <Mark certainty="pending" />
    case 'held':
      return <span className={css['held']}>Waits behind a conflict</span>
    case 'conflict':
      return <Mark certainty="parked" />
    default:
      return row.state satisfies never
  }
}
