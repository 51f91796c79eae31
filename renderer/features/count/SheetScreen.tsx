import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useEffect } from 'react'
import type { CountDetail, CountEntryRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, Button, Empty, Loading, Prompt, ScanScreen } from '../../ui/index.ts'
import { FloorScreen } from '../../work/screen/screens.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { CountSheet } from './CountSheet.tsx'

const entriesShown = 500

/** The sheet of one count, as soon as the terminal has said how far it is. */
export const SheetScreen = ({ count }: { count: string }) => {
  const { queries } = useTerminal()
  const go = useGo()
  const detail = useQuery(queries.counts.get.queryOptions({ input: { count } }))
  const entries = useQuery(
    queries.counts.entries.queryOptions({ input: { count, limit: entriesShown } }),
  )
  if (detail.data && entries.data)
    return (
      <ScanScreen>
        <Known key={detail.data.count} detail={detail.data} entries={entries.data} />
      </ScanScreen>
    )
  const prompt = <Prompt>Getting the sheet</Prompt>
  if (detail.data !== null && !detail.isError && !entries.isError)
    return (
      <ScanScreen>
        <FloorScreen title="Count" backTo="counts" prompt={prompt}>
          <Loading what="Getting the sheet" />
        </FloorScreen>
      </ScanScreen>
    )
  const back = () => {
    go('counts')
  }
  return (
    <FloorScreen title="Count" backTo="counts" prompt={prompt}>
      {(detail.isError || entries.isError) && (
        <Broken
          what="The count could not be read."
          onRetry={() => {
            void detail.refetch()
            void entries.refetch()
          }}
        />
      )}
      {detail.data === null && (
        <Empty
          icon={SearchX}
          title="This terminal does not know that count"
          actions={<Button onPress={back}>All counts</Button>}
        >
          It may not have arrived yet.
        </Empty>
      )}
    </FloorScreen>
  )
}

const Known = ({ detail, entries }: { detail: CountDetail; entries: CountEntryRow[] }) => {
  const { cache, queries } = useTerminal()
  const { blind } = detail
  useEffect(() => {
    if (!blind) return
    // Whoever has the sheet open is not told the book of it from here on: what was read before is not shown again.
    void cache.invalidateQueries({ queryKey: queries.counts.key() })
    for (const told of [queries.stock, queries.conflicts, queries.sync])
      void cache.resetQueries({ queryKey: told.key() })
  }, [cache, queries, blind])
  return <CountSheet detail={detail} entries={entries} />
}
