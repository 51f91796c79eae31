import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { CountDetail, CountEntryRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { formatQuantity, Prompt, Trail, type Action } from '../../ui/index.ts'
import { FirstDialog, LeaveDialog, ReallyDialog } from '../../work/machine/asking.tsx'
import { BinFinder, ProductFinder, WhichProduct } from '../../work/machine/finders.tsx'
import { useLeaveGuard } from '../../work/screen/leaving.tsx'
import { paths } from '../../work/screen/paths.ts'
import { FloorScreen } from '../../work/screen/screens.tsx'
import { useSession } from '../../work/screen/status.tsx'
import { CountWork } from './CountWork.tsx'
import { binAfter, talliesIn } from './entries.ts'
import { FoundDialog } from './FoundDialog.tsx'
import { HandIn } from './HandIn.tsx'
import { numberInHand, talliesHere } from './sheet.ts'
import { trailOf } from './trail.ts'
import { useSheet } from './useSheet.ts'

type Props = { detail: CountDetail; entries: readonly CountEntryRow[] }

/** Scan the bin, scan what is in it, scan the next bin. Each scan is saved at once; only a typed number is confirmed. */
export const CountSheet = ({ detail, entries: all }: Props) => {
  const { queries } = useTerminal()
  const { operator } = useSession()
  const own = all.filter(({ by }) => by === operator)
  const [, navigate] = useLocation()
  const { sheet, send, waiting, fresh } = useSheet(detail.count)
  const [open, setOpen] = useState<'bin' | 'product'>()
  const [leavingBy, setLeavingBy] = useState<() => void>()
  const { bin, product, stage, scanned } = sheet
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
  const isBusy = stage.kind !== 'ready' || waiting > 0
  const isOpen = detail.state === 'open'
  const typed = numberInHand(sheet)
  const inHand =
    typed === undefined ? undefined : `${formatQuantity(typed)} of ${product?.sku ?? ''}`
  // Until the newest entry is listed, the first one listed is another.
  const [newest] =
    sheet.lastLine === undefined || own.some(({ line }) => line === sheet.lastLine) ? own : []
  const close = () => {
    setOpen(undefined)
  }
  const left = () => {
    send({ type: 'left' })
  }
  const leave = () => {
    navigate(paths.counts)
  }
  useLeaveGuard({
    wouldLose: typed !== undefined || isBusy,
    what: inHand,
    ask: (go) => {
      setLeavingBy(() => go)
    },
  })
  const actions: Action[] = [
    { key: 'F3', label: 'Find bin', onAct: () => setOpen('bin'), isDisabled: isBusy },
    {
      key: 'F4',
      label: 'Find product',
      onAct: () => setOpen('product'),
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
          label: typed === undefined ? 'Count' : `Count ${formatQuantity(typed)}`,
          primary: true,
          isDisabled: isBusy || typed === undefined,
          onAct: () => {
            send({ type: 'confirmed', ...fresh() })
          },
        },
  ]

  return (
    <>
      <FloorScreen
        title={`Count ${detail.count}`}
        backTo="counts"
        actions={actions}
        prompt={
          <Prompt scanned={scanned} outcome={scanned?.outcome} waiting={waiting}>
            {bin === undefined
              ? 'Scan the bin you stand at'
              : stage.kind === 'saving'
                ? 'Saving'
                : 'Scan what is in it, or the next bin'}
          </Prompt>
        }
        trail={
          <Trail
            entries={trailOf(own)}
            onUndo={
              newest === undefined || isBusy
                ? undefined
                : () => {
                    const { line, bin: at, sku } = newest
                    const before = talliesIn(
                      at,
                      (at === bin ? here : own.filter(({ past }) => !past)).filter(
                        (entry) => entry.line !== line,
                      ),
                    )
                    const tally = Object.hasOwn(before, sku) ? before[sku] : undefined
                    send({ type: 'undone', id: fresh().id, line, bin: at, sku, tally })
                  }
            }
          />
        }
      >
        <CountWork
          detail={detail}
          sheet={sheet}
          entries={here}
          expected={detail.blind ? undefined : expected.data?.filter(isCounted)}
          send={send}
        />
      </FloorScreen>
      {open === 'bin' && (
        <BinFinder
          sku={undefined}
          initialSearch=""
          onClose={close}
          onPick={(picked) => {
            send({ type: 'binChosen', bin: picked })
            close()
          }}
        />
      )}
      {open === 'product' && (
        <ProductFinder
          bin={undefined}
          blind={detail.blind}
          initialSearch=""
          onClose={close}
          onPick={(picked) => {
            send({ type: 'productChosen', product: picked })
            close()
          }}
        />
      )}
      {stage.kind === 'handing-in' && <HandIn detail={detail} onClose={left} onDone={leave} />}
      {stage.kind === 'choosing' && (
        <WhichProduct
          matches={stage.matches}
          onClose={left}
          onPick={(match) => {
            send({ type: 'matchChosen', match, ...fresh() })
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
      {stage.kind === 'asking' && inHand !== undefined && (
        <FirstDialog
          inHand={inHand}
          came={stage.held.about.code}
          record={
            // What was counted in a bin is not in an empty one.
            stage.held.about.kind === 'emptied'
              ? undefined
              : {
                  label: `Count ${formatQuantity(typed ?? 0)}, go on`,
                  onAct: () => {
                    send({ type: 'recordedFirst', ...fresh() })
                  },
                }
          }
          onDrop={() => {
            send({ type: 'dropped' })
          }}
          onStay={left}
        />
      )}
      {stage.kind === 'doubting' && (
        <ReallyDialog
          quantity={stage.quantity}
          sku={product?.sku ?? ''}
          verb="Count"
          onMeant={() => {
            send({ type: 'meant' })
          }}
          onChange={left}
        />
      )}
      {leavingBy !== undefined && (
        <LeaveDialog
          inHand={inHand}
          waiting={waiting + (stage.kind === 'resolving' ? 1 : 0)}
          onStay={() => {
            setLeavingBy(undefined)
          }}
          onLeave={leavingBy}
        />
      )}
    </>
  )
}
