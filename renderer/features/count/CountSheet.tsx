import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { CountDetail, CountEntryRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { BinFinder, ProductFinder, WhichProduct } from '../../app/job/finders.tsx'
import { paths } from '../../app/paths.ts'
import { FloorScreen } from '../../app/screens.tsx'
import { useSession } from '../../app/status.tsx'
import { Dialog, Prompt, quantityOf, Trail, type Action } from '../../ui/index.ts'
import { CountWork } from './CountWork.tsx'
import { binAfter, talliesIn } from './entries.ts'
import { FoundDialog } from './FoundDialog.tsx'
import { HandIn } from './HandIn.tsx'
import { trailOf } from './trail.ts'
import { useSheet } from './useSheet.ts'

type Props = { detail: CountDetail; entries: readonly CountEntryRow[] }

/** Scan the bin, scan what is in it, scan the next bin. Each scan is saved at once; there is nothing to save. */
export const CountSheet = ({ detail, entries: all }: Props) => {
  const { queries } = useTerminal()
  const { operator } = useSession()
  const own = all.filter(({ by }) => by === operator)
  // What is counted again is another observation: it does not add to the one before.
  const entries = own.filter(({ past }) => !past)
  const [, navigate] = useLocation()
  const { sheet, send, waiting, fresh } = useSheet(detail.count)
  const [open, setOpen] = useState<'bin' | 'product' | 'hand-in'>()
  const { bin, product, stage, scanned } = sheet
  const expected = useQuery({
    ...queries.stock.byBin.queryOptions({ input: { bin: bin ?? '' } }),
    enabled: bin !== undefined && !detail.blind,
  })

  // After a restart the counter stands where the last entry was made.
  const { lastBin } = detail
  useEffect(() => {
    if (lastBin !== null && bin === undefined)
      send({ type: 'binChosen', bin: lastBin, tallies: talliesIn(lastBin, entries) })
    // Only once: later the counter says where they stand.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  // A bin that was left and is scanned again is gone on with.
  useEffect(() => {
    if (bin !== undefined) send({ type: 'talliesKnown', bin, tallies: talliesIn(bin, entries) })
    // oxlint-disable-next-line react/exhaustive-deps
  }, [bin])

  const isCounted = ({ sku }: { sku: string }): boolean =>
    detail.skus.length === 0 || detail.skus.includes(sku)
  const next = binAfter(detail, bin)
  const isBusy = stage.kind !== 'ready' || waiting > 0
  const isOpen = detail.state === 'open'
  const typed = quantityOf(sheet.quantity)
  const newest = own[0]
  const close = () => {
    setOpen(undefined)
  }
  const leave = () => {
    navigate(paths.counts)
  }
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
      isDisabled: isBusy || bin === undefined || entries.some((entry) => entry.bin === bin),
      onAct: () => {
        send({ type: 'emptied', id: fresh().id })
      },
    },
    {
      key: 'F9',
      label: 'Count it anew',
      isDisabled: isBusy || Object.keys(sheet.tallies).length === 0,
      onAct: () => {
        send({ type: 'countedAnew' })
      },
    },
    {
      key: 'F10',
      label: 'Hand in',
      isDisabled: isBusy || !isOpen,
      onAct: () => setOpen('hand-in'),
    },
    typed === undefined && next !== undefined
      ? {
          key: 'F12',
          label: `Next: ${next}`,
          primary: true,
          isDisabled: isBusy,
          onAct: () => {
            send({ type: 'binChosen', bin: next, tallies: talliesIn(next, entries) })
          },
        }
      : {
          key: 'F12',
          label: typed === undefined ? 'Count' : `Count ${typed.toLocaleString('en')}`,
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
                    send({ type: 'undone', id: fresh().id, line: newest.line })
                  }
            }
          />
        }
      >
        <CountWork
          detail={detail}
          sheet={sheet}
          entries={entries}
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
            send({ type: 'binChosen', bin: picked, tallies: talliesIn(picked, entries) })
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
          onPick={({ sku, name }) => {
            send({ type: 'productChosen', product: { sku, name } })
            close()
          }}
        />
      )}
      {open === 'hand-in' && <HandIn detail={detail} onClose={close} onDone={leave} />}
      {stage.kind === 'choosing' && (
        <WhichProduct
          matches={stage.matches.map(({ product: { sku, name }, factor }) => ({
            product: { sku, name, packs: [] },
            factor,
          }))}
          onClose={() => {
            send({ type: 'left' })
          }}
          onPick={(match) => {
            send({ type: 'productScanned', match, ...fresh() })
          }}
        />
      )}
      {stage.kind === 'unknown' && (
        <FoundDialog
          code={stage.code}
          bin={bin ?? ''}
          onClose={() => {
            send({ type: 'left' })
          }}
          onRecord={(quantity, note) => {
            send({ type: 'found', id: fresh().id, quantity, note })
          }}
        />
      )}
      {stage.kind === 'doubting' && (
        <Dialog
          alert
          title={`Really ${stage.quantity.toLocaleString('en')}?`}
          onClose={() => {
            send({ type: 'left' })
          }}
          actions={[
            {
              key: 'Escape',
              label: 'No',
              onAct: () => {
                send({ type: 'left' })
              },
            },
            {
              key: 'F12',
              label: `Count ${stage.quantity.toLocaleString('en')}`,
              primary: true,
              onAct: () => {
                send({ type: 'confirmed', ...fresh(), isSure: true })
              },
            },
          ]}
        >
          <p>
            {stage.quantity.toLocaleString('en')} of {product?.sku} in {bin}. That is more than
            anybody counts by hand.
          </p>
        </Dialog>
      )}
    </>
  )
}
