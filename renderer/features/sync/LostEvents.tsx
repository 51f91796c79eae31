import { useQuery } from '@tanstack/react-query'
import { CloudCheck } from 'lucide-react'
import type { LostEvent } from '#shared/contract/api/index.ts'
import { dayAndTime, formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Empty, Notice, type Column } from '../../ui/index.ts'
import { useNow } from '../../work/words/time.ts'
import css from './HaltedStore.module.css'

const SHOWN = 500

/** What an accepted store lacked and no terminal has brought back: it grows shorter as they come. */
export const LostEvents = () => {
  const { queries } = useTerminal()
  const now = useNow(60_000)
  const { data: lost = [] } = useQuery(queries.sync.lost.queryOptions({ input: { limit: SHOWN } }))
  if (lost.length === 0) return null
  return (
    <section className={css['halted']} aria-label="Not back yet">
      <Notice
        tone="warning"
        word="Not back yet"
        happened={`The store that was accepted lacked ${formatNumber(lost.length)}${lost.length === SHOWN ? ' or more' : ''} of the entries that other terminals had recorded.`}
        kept="This terminal keeps them for good, to read. They are in no book."
        next="Have those terminals accept the store, too: the list then grows shorter. What is left is lost: count those bins."
      />
      <DataTable
        label="What is not back yet"
        rows={lost}
        rowKey={({ stream, event }) => `${stream} ${event}`}
        columns={columns(now)}
        empty={
          <Empty icon={CloudCheck} title="All is back">
            Every terminal has brought back what it had recorded.
          </Empty>
        }
      />
    </section>
  )
}

const columns = (now: number): Column<LostEvent>[] => [
  {
    id: 'terminal',
    head: 'Terminal',
    width: '130px',
    cell: ({ terminal }) => <Code>{terminal ?? 'none'}</Code>,
  },
  { id: 'what', head: 'What', cell: ({ what }) => what },
  { id: 'who', head: 'Who', width: '110px', cell: ({ operator }) => operator ?? '–' },
  {
    id: 'when',
    head: 'When',
    width: '170px',
    cell: ({ occurredAt, recordedAt }) => (
      <time dateTime={occurredAt ?? recordedAt}>{dayAndTime(occurredAt ?? recordedAt, now)}</time>
    ),
  },
]
