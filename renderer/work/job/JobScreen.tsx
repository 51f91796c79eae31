import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useTerminal } from '../../api/terminal.tsx'
import { Prompt, Trail, type Action } from '../../ui/index.ts'
import { DropDialog, FirstDialog, LeaveDialog, ReallyDialog } from '../machine/asking.tsx'
import { BinFinder, ProductFinder, WhichProduct } from '../machine/finders.tsx'
import { WorkMessage } from '../machine/WorkMessage.tsx'
import { useLeave, useLeaveGuard } from '../screen/leaving.tsx'
import { paths } from '../screen/paths.ts'
import { FloorScreen } from '../screen/screens.tsx'
import { useSession } from '../screen/status.tsx'
import { commandOf, figureOf, isOpen, missingStep, promptOf, type Job } from './entry.ts'
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
  const inHand = entry.product && `${figureOf(entry)} of ${entry.product.sku}`
  const isComplete = commandOf(job, entry) !== undefined
  const verb = isComplete ? `${job.verb} ${figureOf(entry)}` : job.verb

  const close = () => {
    setOpen(undefined)
  }
  const confirm = () => {
    send({ type: 'confirmed', id: crypto.randomUUID() })
  }
  const left = () => {
    send({ type: 'left' })
  }
  const drop = () => {
    send({ type: 'dropped' })
  }
  const leave = useLeave()
  useLeaveGuard({
    wouldLose: isOpen(entry) || unused > 0 || stage.kind !== 'ready',
    what: inHand,
    ask: (go) => {
      setLeavingBy(() => go)
    },
  })

  const actions: Action[] = [
    {
      key: 'F2',
      label: 'Quantity',
      isDisabled: !isOpen(entry),
      onAct: () => {
        send({ type: 'quantity', key: { kind: 'retype' } })
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
      label: verb,
      primary: true,
      isDisabled: isBusy || !isComplete,
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
            {stage.kind === 'saving' ? 'Saving' : promptOf(job, missingStep(job, entry))}
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
            message && (
              <WorkMessage
                message={message}
                onRetry={() => {
                  send({ type: 'triedAgain' })
                }}
              />
            )
          }
        />
      </FloorScreen>
      {open === 'product' && (
        <ProductFinder
          bin={entry.bin}
          initialSearch={search}
          onClose={close}
          onPick={(product) => {
            send({ type: 'productChosen', product })
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
          onClose={left}
          onPick={(match) => {
            send({ type: 'matchChosen', match })
          }}
        />
      )}
      {stage.kind === 'asking' &&
        inHand !== undefined &&
        (stage.held.about.kind === 'start-over' ? (
          <DropDialog inHand={inHand} onDrop={drop} onStay={left} />
        ) : (
          <FirstDialog
            inHand={inHand}
            came={stage.held.about.code}
            record={
              isComplete
                ? {
                    label: `${verb}, go on`,
                    onAct: () => {
                      send({ type: 'recordedFirst', id: crypto.randomUUID() })
                    },
                  }
                : undefined
            }
            onChangeBin={
              stage.held.about.kind === 'bin'
                ? () => {
                    send({ type: 'binChanged' })
                  }
                : undefined
            }
            onDrop={stage.held.about.kind === 'bin' ? undefined : drop}
            onStay={left}
          />
        ))}
      {stage.kind === 'doubting' && (
        <ReallyDialog
          quantity={stage.quantity}
          sku={entry.product?.sku ?? ''}
          verb={job.verb}
          onMeant={() => {
            send({ type: 'meant' })
          }}
          onChange={left}
        />
      )}
      {leavingBy !== undefined && (
        <LeaveDialog
          inHand={inHand}
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
