import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CountLineRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { formatNumber, formatWorth, plural } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { useCommand } from '../../work/save/command.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { Broken, DataTable, Empty, Loading, Notice, Segments, type Action } from '../../ui/index.ts'
import { ClipboardCheck } from 'lucide-react'
import { CancelCount } from './CancelCount.tsx'
import { downloadCsv } from './csv.ts'
import { FoundTable } from './FoundTable.tsx'
import { lineColumns } from './lineColumns.tsx'
import { LineDialog } from './LineDialog.tsx'
import {
  bothWays,
  isOff,
  needsPerson,
  piecesOff,
  placesToRecount,
  readyLines,
  summaryOf,
} from './lines.ts'

type Shown = 'person' | 'off' | 'all' | 'found'

/** A count as a supervisor sees it: what is off, what needs a decision, and what can be approved. */
export const ReviewScreen = ({ count }: { count: string }) => {
  const { queries } = useTerminal()
  const go = useGo()
  const [shown, setShown] = useState<Shown>('off')
  const [open, setOpen] = useState<{ line: string } | 'cancel'>()
  const detail = useQuery(queries.counts.get.queryOptions({ input: { count } }))
  const query = useQuery(queries.counts.lines.queryOptions({ input: { count } }))
  const [last, setLast] = useState<Command>()
  const { state, isBusy, run } = useCommand((command) => {
    setLast(command)
  })
  const all = query.data ?? []
  const rows = all.filter((line) =>
    shown === 'all' ? true : shown === 'off' ? isOff(line) : needsPerson(line),
  )
  const line = typeof open === 'object' ? all.find((each) => each.line === open.line) : undefined
  const again = placesToRecount(all)
  const isHandedIn = detail.data?.state === 'submitted' || detail.data?.state === 'approved'
  const isHidden = all.some(({ book }) => book === null)
  const ready = readyLines(all)
  const own = all.filter(({ state }) => state === 'own').length
  const unposted = all.filter(({ state }) => state === 'approved').length
  const close = () => {
    setOpen(undefined)
  }
  const back = () => {
    go('counts')
  }
  const actions: Action[] = [
    { key: 'Escape', label: 'All counts', onAct: back },
    {
      key: 'F3',
      label: 'The sheet',
      onAct: () => {
        go('count', { count })
      },
    },
    {
      key: 'F4',
      label: 'CSV',
      isDisabled: all.length === 0,
      onAct: () => {
        downloadCsv(`count-${count}.csv`, all)
      },
    },
    ...(unposted === 0
      ? []
      : [
          {
            key: 'F6' as const,
            label: `Post ${formatNumber(unposted)} approved`,
            isDisabled: isBusy || detail.data?.pending !== false,
            onAct: () => {
              run({ type: 'PostCount', count })
            },
          },
        ]),
    {
      key: 'F8',
      label: `Recount ${formatNumber(again.length)}`,
      isDisabled: again.length === 0 || isBusy,
      onAct: () => {
        run({ type: 'RequestRecount', count, lines: again })
      },
    },
    {
      key: 'F9',
      label: 'Cancel it',
      isDisabled: isBusy || detail.data?.approved !== 0,
      onAct: () => {
        setOpen('cancel')
      },
    },
    {
      key: 'F12',
      label: `Approve ${formatNumber(ready.length)}`,
      primary: true,
      isDisabled: isBusy || !isHandedIn || ready.length === 0,
      onAct: () => {
        run({ type: 'ApproveCount', count, lines: ready })
      },
    },
  ]

  return (
    <DeskScreen
      name="Review"
      title={`Count ${count}`}
      backTo="counts"
      actions={actions}
      tools={
        <Segments<Shown>
          label="Show lines"
          value={shown}
          onChange={setShown}
          choices={[
            { value: 'off', label: 'that are off', count: all.filter(isOff).length },
            { value: 'person', label: 'to decide', count: all.filter(needsPerson).length },
            { value: 'all', label: 'all', count: all.length },
            { value: 'found', label: 'found', count: detail.data?.foundLines.length },
          ]}
        />
      }
    >
      {detail.data?.state === 'open' && (
        <Notice
          tone="warning"
          word="Not handed in"
          happened="It is still being counted."
          kept={
            isHidden
              ? 'You are counting it blind yourself: what the book says is shown once it is handed in.'
              : 'Lines can be looked at and counted again now; they can be approved once it is handed in.'
          }
        />
      )}
      {isHidden && isHandedIn && (
        <Notice
          tone="warning"
          word="Covered"
          happened="You count some of these places blind in another count."
          kept="What the book says of them is covered until that count is handed in."
          next="Hand in that count first. Another supervisor can decide them now."
        />
      )}
      {own > 0 && isHandedIn && (
        <Notice
          tone="warning"
          word="Counted by you"
          happened={`You counted ${formatNumber(own)} of these lines yourself.`}
          kept="Another supervisor approves what you have counted. If there is none, change the rule “Own counts are approved” under Rules."
        />
      )}
      <CommandNotice
        state={state}
        saved={
          last?.type === 'ApproveCount'
            ? 'Approved. The differences go into the book.'
            : last?.type === 'PostCount'
              ? 'Asked for. This terminal posts what is approved once it is online.'
              : 'Asked for. Those places are to be counted again.'
        }
        next="Look at the lines that are left: each needs a recount, a reason or a decision."
      />
      {query.isSuccess && !isHidden && <Summary lines={all} />}
      {query.isPending && <Loading what="Getting the lines" />}
      {query.isError && (
        <Broken what="The lines could not be read." onRetry={() => void query.refetch()} />
      )}
      {shown === 'found' && <FoundTable found={detail.data?.foundLines ?? []} />}
      {query.isSuccess && shown !== 'found' && (
        <DataTable
          label="Lines of the count"
          rows={rows}
          rowKey={({ line, sku }) => `${line} ${sku}`}
          columns={lineColumns}
          isUrgent={needsPerson}
          onOpen={({ line }: CountLineRow) => {
            setOpen({ line })
          }}
          empty={
            <Empty
              icon={ClipboardCheck}
              title={all.length === 0 ? 'Nothing is counted yet' : 'Nothing here'}
            >
              {all.length === 0
                ? 'Lines appear here as they are counted, on any terminal.'
                : isHidden
                  ? 'Whether what you count blind is off is shown when that count is handed in. All lines are under “all”.'
                  : 'What was counted agrees with the book, or has been decided.'}
            </Empty>
          }
        />
      )}
      {line !== undefined && <LineDialog line={line} onClose={close} />}
      {open === 'cancel' && <CancelCount count={count} onClose={close} onDone={back} />}
    </DeskScreen>
  )
}

const Summary = ({ lines }: { lines: readonly CountLineRow[] }) => {
  const { counted, off, pieces, value } = summaryOf(lines)
  return (
    <p>
      <b>{formatNumber(counted)}</b> {plural(counted, 'place', 'places')} counted,{' '}
      <b>{formatNumber(off)}</b> of them off
      {off > 0 && (
        <>
          , by <b>{piecesOff(pieces)}</b>
          {value !== undefined && (
            <>
              {' '}
              worth <b>{bothWays(value, formatWorth)}</b>
            </>
          )}
        </>
      )}
      .
    </p>
  )
}
