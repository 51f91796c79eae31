import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTerminal } from '../../api/terminal.tsx'
import type { Action } from '../../ui/index.ts'
import { useWork } from '../machine/useWork.ts'
import { WorkScreen } from '../machine/WorkScreen.tsx'
import { useLeave } from '../screen/leaving.tsx'
import { useSession } from '../screen/status.tsx'
import { useGo } from '../screen/ways.ts'
import { commandOf, figureOf, isOpen, missingStep, promptOf, type Job } from './entry.ts'
import { initialJobState, stepJob, type JobState, type OwnEvent } from './jobMachine.ts'
import { JobWork } from './JobWork.tsx'
import { ReferenceDialog } from './ReferenceDialog.tsx'
import { trailOf } from './trail.ts'
import { undoable } from './undo.ts'

const useJob = (job: Job) =>
  useWork<JobState, OwnEvent, unknown>({
    step: (state, event) => stepJob(job, state, event),
    initial: initialJobState,
    fresh: () => ({ id: crypto.randomUUID() }),
    onTyped: (text, { entry }) => {
      if (isOpen(entry))
        return /^\d+$/.test(text) ? { type: 'typed', key: { kind: 'text', text } } : undefined
      if (text.trim() === '') return undefined
      return { what: missingStep(job, entry) === 'product' ? 'product' : 'bin', text }
    },
    wanted: ({ entry, stage }) => (isOpen(entry) || stage.kind !== 'ready' ? 'quantity' : 'text'),
  })

/** A job on the floor, from its definition: scans in, one command out, then the next one. */
export const JobScreen = ({ job }: { job: Job }) => {
  const { queries } = useTerminal()
  const session = useSession()
  const go = useGo()
  const leave = useLeave()
  const work = useJob(job)
  const [asksReference, setAsksReference] = useState(false)
  const { state, send, find } = work
  const { entry } = state
  const movements = useQuery(
    queries.stock.movements.queryOptions({
      input: { own: true, floor: true, operator: session.operator, limit: 30 },
    }),
  )
  const newest = undoable(movements.data ?? [], session.since)
  const isComplete = commandOf(job, entry) !== undefined
  const verb = isComplete ? `${job.verb} ${figureOf(entry)}` : job.verb
  const hasAny = isOpen(entry) || entry.bin !== undefined

  const actions: Action[] = [
    {
      key: 'F2',
      label: 'Quantity',
      isDisabled: !isOpen(entry),
      onAct: () => {
        send({ type: 'typed', key: { kind: 'retype' } })
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
    ...(job.reference === undefined
      ? []
      : [
          {
            key: 'F6',
            label: job.reference,
            onAct: () => {
              setAsksReference(true)
            },
          } as const,
        ]),
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
      label: hasAny ? 'Start over' : 'Jobs',
      onAct: () => {
        if (hasAny) send({ type: 'startedOver' })
        else
          leave(() => {
            go('home')
          })
      },
    },
    {
      key: 'F12',
      label: verb,
      primary: true,
      isDisabled: work.isBusy || !isComplete,
      onAct: work.confirm,
    },
  ]

  return (
    <>
      <WorkScreen
        work={work}
        title={job.title}
        prompt={promptOf(job, missingStep(job, entry))}
        actions={actions}
        trail={trailOf(movements.data ?? [])}
        onUndo={
          newest &&
          (() => {
            send({ type: 'undone', movement: newest })
          })
        }
        inHand={{
          words: entry.product && `${figureOf(entry)} of ${entry.product.sku}`,
          sku: entry.product?.sku,
          verb: job.verb,
          recordFirst: () => (isComplete ? `${verb}, go on` : undefined),
          changesBin: true,
        }}
        looking={{ bin: entry.bin, sku: entry.product?.sku }}
      >
        <JobWork job={job} state={state} send={send} />
      </WorkScreen>
      {asksReference && (
        <ReferenceDialog
          reference={entry.reference}
          onClose={() => {
            setAsksReference(false)
          }}
          onGive={(reference) => {
            send({ type: 'referenceGiven', reference })
            setAsksReference(false)
          }}
        />
      )}
    </>
  )
}
