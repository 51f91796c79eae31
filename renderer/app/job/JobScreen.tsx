import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useTerminal } from '../../api/terminal.tsx'
import { Prompt, quantityOf, Trail, type Action } from '../../ui/index.ts'
import { formatQuantity } from '../../ui/index.ts'
import { useLeave, useLeaveGuard } from '../leaving.tsx'
import { paths } from '../paths.ts'
import { FloorScreen } from '../screens.tsx'
import { useSession } from '../status.tsx'
import { LeaveDialog, ReallyDialog } from './asking.tsx'
import { BinFinder, ProductFinder, WhichProduct } from './finders.tsx'
import { commandOf, isOpen, missingStep, type Job } from './entry.ts'
import { JobMessage } from './JobMessage.tsx'
import { JobWork } from './JobWork.tsx'
import { ReferenceDialog } from './ReferenceDialog.tsx'
import { trailOf } from './trail.ts'
import { undoable } from './undo.ts'
import { useJob } from './useJob.ts'

type Open = 'product' | 'bin' | 'reference' | undefined

/** A job on the floor, from its definition: scans in, one command out, then the next one. */
export const JobScreen = ({ job }: { job: Job }) => {
  const { queries } = useTerminal()
  const session = useSession()
  const [, navigate] = useLocation()
  const [open, setOpen] = useState<Open>()
  const [search, setSearch] = useState('')
  const [leavingBy, setLeavingBy] = useState<() => void>()
  const find = (what: 'product' | 'bin', text = '') => {
    setSearch(text)
    setOpen(what)
  }
  const { state, send, waiting } = useJob(
    job,
    (text, inHand) => {
      find(missingStep(job, inHand) === 'product' ? 'product' : 'bin', text)
    },
    () => {
      setOpen(undefined)
    },
  )
  const { entry, stage, message, scanned } = state
  const movements = useQuery(
    queries.stock.movements.queryOptions({
      input: { own: true, floor: true, operator: session.operator, limit: 30 },
    }),
  )
  const newest = undoable(movements.data ?? [], session.since)
  const isBusy = stage.kind !== 'ready' || waiting > 0
  const unused = waiting + (stage.kind === 'resolving' ? 1 : 0)
  const quantity = quantityOf(entry.quantity)

  const close = () => {
    setOpen(undefined)
  }
  const confirm = () => {
    send({ type: 'confirmed', id: crypto.randomUUID() })
  }
  const leave = useLeave()
  useLeaveGuard((go) => {
    const wouldLose = isOpen(entry) || unused > 0 || stage.kind === 'unanswered'
    if (wouldLose) setLeavingBy(() => go)
    return wouldLose
  })

  const actions: Action[] = [
    {
      key: 'F2',
      label: 'Quantity',
      isDisabled: !isOpen(entry),
      onAct: () => {
        send({ type: 'quantity', key: { kind: 'clear' } })
      },
    },
    {
      key: 'F3',
      label: 'Find bin',
      onAct: () => {
        find('bin')
      },
    },
    {
      key: 'F4',
      label: 'Find product',
      onAct: () => {
        find('product')
      },
    },
    ...(job.name === 'receive'
      ? [
          {
            key: 'F6',
            label: 'Delivery',
            onAct: () => {
              setOpen('reference')
            },
          } as const,
        ]
      : []),
    ...(job.steps.includes('reason')
      ? [
          {
            key: 'F8',
            label: 'Reason',
            isDisabled: entry.reason === undefined,
            onAct: () => {
              send({ type: 'reasonReopened' })
            },
          } as const,
        ]
      : []),
    {
      key: 'Escape',
      label: isOpen(entry) || entry.bin !== undefined ? 'Start over' : 'Jobs',
      onAct: () => {
        if (isOpen(entry) || entry.bin !== undefined) send({ type: 'startedOver' })
        else
          leave(() => {
            navigate(paths.home)
          })
      },
    },
    {
      key: 'F12',
      label:
        commandOf(job, entry) === undefined
          ? job.verb
          : `${job.verb} ${formatQuantity(quantity ?? 0)}`,
      primary: true,
      isDisabled: isBusy || commandOf(job, entry) === undefined,
      onAct: confirm,
    },
  ]

  return (
    <>
      <FloorScreen
        title={job.title}
        actions={actions}
        prompt={
          <Prompt scanned={scanned} outcome={scanned?.outcome} waiting={waiting}>
            {stage.kind === 'saving' ? 'Saving' : job.prompts[missingStep(job, entry) ?? 'confirm']}
          </Prompt>
        }
        trail={
          <Trail
            entries={trailOf(movements.data ?? [])}
            onUndo={
              newest === undefined || isBusy
                ? undefined
                : () => {
                    send({ type: 'undone', movement: newest })
                  }
            }
          />
        }
      >
        <JobWork
          job={job}
          entry={entry}
          send={send}
          message={
            message && <JobMessage message={message} other={state.other?.product.sku} send={send} />
          }
        />
      </FloorScreen>
      {open === 'product' && (
        <ProductFinder
          bin={entry.bin}
          initialSearch={search}
          onClose={close}
          onPick={(product) => {
            send({ type: 'productChosen', product, factor: 1 })
            close()
          }}
        />
      )}
      {open === 'bin' && (
        <BinFinder
          sku={entry.product?.sku}
          initialSearch={search}
          onClose={close}
          onPick={(bin) => {
            send({ type: 'binChosen', bin })
            close()
          }}
        />
      )}
      {open === 'reference' && (
        <ReferenceDialog
          reference={entry.reference}
          onClose={close}
          onGive={(reference) => {
            send({ type: 'referenceGiven', reference })
            close()
          }}
        />
      )}
      {stage.kind === 'choosing' && (
        <WhichProduct
          matches={stage.matches}
          onClose={() => {
            send({ type: 'choiceLeft' })
          }}
          onPick={(match) => {
            send({ type: 'productChosen', ...match })
          }}
        />
      )}
      {stage.kind === 'checking' && (
        <ReallyDialog
          quantity={quantity ?? 0}
          sku={entry.product?.sku ?? ''}
          verb={job.verb}
          onMeant={() => {
            send({ type: 'meant' })
          }}
          onChange={() => {
            send({ type: 'choiceLeft' })
          }}
        />
      )}
      {leavingBy !== undefined && (
        <LeaveDialog
          inHand={entry.product && `${formatQuantity(quantity ?? 0)} of ${entry.product.sku}`}
          waiting={unused}
          onStay={() => {
            setLeavingBy(undefined)
          }}
          onLeave={leavingBy}
        />
      )}
    </>
  )
}
