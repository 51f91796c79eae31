import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, Button, Code, Empty, Loading, Notice } from '../../ui/index.ts'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useSession } from '../../work/screen/status.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { CoveredConflict } from './CoveredConflict.tsx'
import { SettleConflict } from './SettleConflict.tsx'
import { SettledConflict } from './SettledConflict.tsx'
import { SettleTogether, type Alike } from './SettleTogether.tsx'
import { Story } from './Story.tsx'
import { isToCount, useCheck } from './useCheck.ts'

/** One conflict: both sides, the stock under each choice, and the way to settle it. Leaving settles nothing. */
export const ConflictScreen = ({ conflict }: { conflict: string }) => {
  const { queries } = useTerminal()
  const { operator } = useSession()
  const go = useGo()
  const query = useQuery(queries.conflicts.get.queryOptions({ input: { conflict } }))
  const open = useQuery(
    queries.conflicts.list.queryOptions({ input: { state: 'open', limit: 1000 } }),
  )
  const next = open.data?.find((other) => other.conflict !== conflict && other.maySettle)
  const back = () => {
    go('conflicts')
  }
  const [alike, setAlike] = useState<Alike>()
  const detail = query.data
  const check = useCheck(conflict)
  const isCovered = (detail?.coveredBy ?? null) !== null
  const toCount = detail?.coveredBy ?? (isToCount(check) ? check.count : undefined)
  return (
    <>
      {detail?.state === 'open' && detail.maySettle ? (
        <SettleConflict key={detail.conflict} conflict={detail} onSettleAlike={setAlike} />
      ) : (
        <DeskScreen
          name="Conflict"
          title={detail?.summary ?? 'Conflict'}
          backTo="conflicts"
          actions={[
            { key: 'Escape', label: 'All conflicts', onAct: back },
            ...(toCount === undefined
              ? []
              : [
                  {
                    key: 'F2',
                    label: 'Count it now',
                    onAct: () => {
                      go('count', { count: toCount })
                    },
                  } as const,
                ]),
            ...(next === undefined
              ? []
              : [
                  {
                    key: 'F12',
                    label: 'Next conflict',
                    primary: true,
                    onAct: () => {
                      go('conflict', { conflict: next.conflict })
                    },
                  } as const,
                ]),
          ]}
        >
          {query.isPending && <Loading what="Looking for the conflict" />}
          {query.isError && (
            <Broken what="The conflict could not be read." onRetry={() => void query.refetch()} />
          )}
          {detail === null && (
            <Empty
              icon={SearchX}
              title="This terminal does not know that conflict"
              actions={<Button onPress={back}>All conflicts</Button>}
            >
              It may not have arrived yet.
            </Empty>
          )}
          {detail && detail.unreadable !== null && (
            <Notice
              tone="warning"
              word="Unreadable"
              happened={
                <>
                  This version of Tallydeck cannot read what was asked for on{' '}
                  <Code>{detail.terminal}</Code>.
                </>
              }
              kept="It is kept as it was recorded, and nothing is lost while it waits."
              next="Update this terminal, or settle it on one that is newer."
            />
          )}
          {detail && <CoveredConflict {...detail} />}
          {detail?.state === 'open' && detail.unreadable === null && !isCovered && (
            <Notice
              tone="warning"
              word="Waiting"
              happened="A supervisor settles this one."
              kept="It is kept as it was recorded, and nothing is lost while it waits."
              next="Nothing is left for you to do here."
            />
          )}
          {detail && <SettledConflict conflict={detail} check={check} />}
          {detail && !isCovered && <Story conflict={detail} reader={operator} />}
        </DeskScreen>
      )}
      {/* Here, since the screen changes as soon as the first of them, the conflict that it shows, is settled. */}
      {alike !== undefined && (
        <SettleTogether
          {...alike}
          onClose={() => {
            setAlike(undefined)
          }}
        />
      )}
    </>
  )
}
