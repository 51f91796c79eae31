import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CountDetail, CountEntryRow } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { type Action } from '../../ui/index.ts'
import { useWork } from '../../work/machine/useWork.ts'
import { WorkScreen } from '../../work/machine/WorkScreen.tsx'
import { useSession } from '../../work/screen/status.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { CountWork } from './CountWork.tsx'
import { binAfter, talliesIn } from './entries.ts'
import { FoundDialog } from './FoundDialog.tsx'
import { HandIn } from './HandIn.tsx'
import {
  initialSheet,
  isKnown,
  numberInHand,
  talliesHere,
  type Sheet,
  type SheetEvent,
} from './sheet.ts'
import { stepSheet } from './sheetMachine.ts'
import { trailOf } from './trail.ts'

type Props = { detail: CountDetail; entries: readonly CountEntryRow[] }

const useSheet = (count: string) =>
  useWork({
    step: (sheet: Sheet, event: SheetEvent) => stepSheet(count, sheet, event),
    initial: initialSheet,
    fresh: () => ({ id: crypto.randomUUID(), tally: crypto.randomUUID() }),
    isReady: isKnown,
    onTyped: (text) => ({ type: 'typed', key: { kind: 'text', text } }),
    wanted: () => 'quantity',
  })

/** Scan the bin, scan what is in it, scan the next bin. Each scan is saved at once; only a typed number is confirmed. */
export const CountSheet = ({ detail, entries: all }: Props) => {
  const { queries } = useTerminal()
  const { operator } = useSession()
  const own = all.filter(({ by }) => by === operator)
  const go = useGo()
  const work = useSheet(detail.count)
  const { state: sheet, send, fresh, find, isBusy } = work
  const { bin, product, stage } = sheet
  const inBin = useQuery({
    ...queries.counts.entriesIn.queryOptions({ input: { count: detail.count, bin: bin ?? '' } }),
    enabled: bin !== undefined,
  })
  // What is counted again is another observation: it does not add to the one before.
  const here = (inBin.data ?? []).filter(({ by, past }) => by === operator && !past)
  const expected = useQuery({
    ...queries.stock.byBin.queryOptions({ input: { bin: bin ?? '' } }),
    enabled: bin !== undefined && !detail.blind,
  })

  // After a restart the counter stands where the last entry was made.
  const { lastBin } = detail
  useEffect(() => {
    if (lastBin !== null && bin === undefined) send({ type: 'binChosen', bin: lastBin })
    // Only once: later the counter says where they stand.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  // A bin that was left and is scanned again is gone on with.
  const isHereKnown = inBin.isSuccess
  useEffect(() => {
    if (bin !== undefined && isHereKnown)
      send({ type: 'talliesKnown', bin, tallies: talliesIn(bin, here) })
    // Only once for a bin: from then on the sheet itself says what is begun there.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [bin, isHereKnown])

  const isCounted = ({ sku }: { sku: string }): boolean =>
    detail.skus.length === 0 || detail.skus.includes(sku)
  const next = binAfter(detail, bin)
  const isOpen = detail.state === 'open'
  const typed = numberInHand(sheet)
  // Until the newest entry is listed, the first one listed is another.
  const [newest] =
    sheet.lastLine === undefined || own.some(({ line }) => line === sheet.lastLine) ? own : []
  const left = () => {
    send({ type: 'left' })
  }
  const undo = ({ line, bin: at, sku }: CountEntryRow) => {
    const its = at === bin ? here : own.filter(({ past }) => !past)
    const before = talliesIn(
      at,
      its.filter((entry) => entry.line !== line),
    )
    const tally = Object.hasOwn(before, sku) ? before[sku] : undefined
    send({ type: 'undone', id: fresh().id, line, bin: at, sku, tally })
  }
  const actions: Action[] = [
    { key: 'F3', label: 'Find bin', onAct: () => find('bin'), isDisabled: isBusy },
    {
      key: 'F4',
      label: 'Find product',
      onAct: () => find('product'),
      isDisabled: isBusy || bin === undefined,
    },
    {
      key: 'F8',
      label: 'Bin is empty',
      isDisabled: isBusy || bin === undefined || !isHereKnown || here.length > 0,
      onAct: () => {
        send({ type: 'emptied', id: fresh().id })
      },
    },
    {
      key: 'F9',
      label: 'Count it anew',
      isDisabled: isBusy || Object.keys(talliesHere(sheet)).length === 0,
      onAct: () => {
        send({ type: 'countedAnew' })
      },
    },
    {
      key: 'F10',
      label: 'Hand in',
      isDisabled: isBusy || !isOpen,
      onAct: () => {
        send({ type: 'handingIn' })
      },
    },
    typed === undefined && next !== undefined
      ? {
          key: 'F12',
          label: `Next: ${next}`,
          primary: true,
          isDisabled: isBusy,
          onAct: () => {
            send({ type: 'binChosen', bin: next })
          },
        }
      : {
          key: 'F12',
          label: typed === undefined ? 'Count' : `Count ${formatNumber(typed)}`,
          primary: true,
          isDisabled: isBusy || typed === undefined,
          onAct: work.confirm,
        },
  ]

  return (
    <>
      <WorkScreen
        work={work}
        title={`Count ${detail.count}`}
        backTo="counts"
        prompt={
          bin === undefined ? 'Scan the bin you stand at' : 'Scan what is in it, or the next bin'
        }
        actions={actions}
        trail={trailOf(own)}
        onUndo={
          newest &&
          (() => {
            undo(newest)
          })
        }
        inHand={{
          words:
            typed === undefined ? undefined : `${formatNumber(typed)} of ${product?.sku ?? ''}`,
          sku: product?.sku,
          verb: 'Count',
          // What was counted in a bin is not in an empty one.
          recordFirst: ({ kind }) =>
            kind === 'emptied' ? undefined : `Count ${formatNumber(typed ?? 0)}, go on`,
        }}
        looking={{ blind: detail.blind }}
      >
        <CountWork
          detail={detail}
          sheet={sheet}
          entries={here}
          expected={detail.blind ? undefined : expected.data?.filter(isCounted)}
          send={send}
        />
      </WorkScreen>
      {stage.kind === 'handing-in' && (
        <HandIn
          detail={detail}
          onClose={left}
          onDone={() => {
            go('counts')
          }}
        />
      )}
      {stage.kind === 'unknown' && (
        <FoundDialog
          code={stage.code}
          bin={bin ?? ''}
          onClose={left}
          onRecord={(quantity, note) => {
            send({ type: 'found', id: fresh().id, quantity, note })
          }}
        />
      )}
    </>
  )
}
