import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HaltedStore as Halted } from '#shared/contract/api/index.ts'
import { dayAndTime } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { useSession, useStatus } from '../../work/screen/status.tsx'
import { useNow } from '../../work/words/time.ts'
import { Button, Code, DataTable, Empty, Notice, type Column } from '../../ui/index.ts'
import { CloudCheck } from 'lucide-react'
import { AcceptStore } from './AcceptStore.tsx'
import css from './HaltedStore.module.css'
import { haltedWords, streamWords } from './haltedWords.ts'
import { stopped } from './words.ts'

/** How often is looked whether more is known of the store. */
const LOOK_EVERY_MS = 5_000

/** The store that the exchange was stopped for: what it lacks, and the two ways on. */
export const HaltedStore = () => {
  const { queries } = useTerminal()
  const { role } = useSession()
  const { link } = useStatus()
  const now = useNow(60_000)
  const [isAccepting, setIsAccepting] = useState(false)
  const { data: halted } = useQuery(
    queries.sync.halted.queryOptions({ refetchInterval: LOOK_EVERY_MS }),
  )
  // Nothing is known of it yet: it could not be looked at.
  if (!halted)
    return link.state === 'parked' && link.problem?.code !== 'terminal-shared' ? (
      <Notice tone="warning" word="Stopped" {...stopped(link)} />
    ) : null
  const isSupervisor = role === 'supervisor'
  return (
    <section className={css['halted']} aria-label="The store that is there">
      <Notice tone="warning" word="Stopped" {...haltedWords(halted, isSupervisor)} />
      {halted.lacking.length > 0 && (
        <DataTable
          label="What it lacks"
          rows={halted.lacking}
          rowKey={({ terminal, stream }) => `${terminal ?? ''} ${stream}`}
          columns={columns(now)}
          empty={
            <Empty icon={CloudCheck} title="It lacks nothing">
              It has all that this terminal knows.
            </Empty>
          }
        />
      )}
      {isSupervisor && halted.complete && (
        <div className={css['ways']}>
          <p>
            Wait: this terminal looks again every minute, and goes on by itself when the right store
            is back.
          </p>
          <Button
            onPress={() => {
              setIsAccepting(true)
            }}
          >
            Accept this store
          </Button>
        </div>
      )}
      {isAccepting && (
        <AcceptStore
          halted={halted}
          onClose={() => {
            setIsAccepting(false)
          }}
        />
      )}
    </section>
  )
}

const columns = (now: number): Column<Halted['lacking'][number]>[] => [
  {
    id: 'terminal',
    head: 'Recorded by',
    width: '190px',
    cell: ({ terminal, own }) =>
      own ? 'this terminal' : <Code>{terminal ?? 'another program'}</Code>,
  },
  { id: 'stream', head: 'About', cell: ({ stream }) => streamWords(stream) },
  { id: 'events', head: 'Entries', width: '110px', align: 'end', cell: ({ events }) => events },
  {
    id: 'last',
    head: 'The last one',
    width: '170px',
    yields: true,
    cell: ({ last }) => <time dateTime={last}>{dayAndTime(last, now)}</time>,
  },
]
