import type { ReactNode } from 'react'
import { Code } from '../../ui/index.ts'
import { WorkMessage } from '../machine/WorkMessage.tsx'
import { BinHints } from './BinHints.tsx'
import { isOpen, missingStep, type Entry, type Job, type Step } from './entry.ts'
import type { JobEvent, JobState } from './jobMachine.ts'
import css from './JobWork.module.css'
import { QuantityPad } from './QuantityPad.tsx'
import { ReasonPicker } from './ReasonPicker.tsx'
import { StockEffects } from './StockEffects.tsx'
import { Suggestions } from './Suggestions.tsx'

type Props = {
  job: Job
  state: JobState
  send: (event: JobEvent) => void
}

const labels: Record<'bin' | 'toBin' | 'product', string> = {
  bin: 'Bin',
  toBin: 'To',
  product: 'Product',
}

/** A part of the entry: filled, or hollow until a scan fills it. */
const Slot = ({
  step,
  label,
  isNext,
  children,
}: {
  step: Step
  label: string
  isNext: boolean
  children: ReactNode
}) => (
  <div
    className={css['slot']}
    data-step={step}
    data-next={isNext || undefined}
    data-hollow={children === undefined || undefined}
  >
    <span className={css['label']}>{label}</span>
    <div className={css['value']}>{children ?? '–'}</div>
  </div>
)

const slotOf = (step: Step, entry: Entry): ReactNode => {
  switch (step) {
    case 'product':
      return (
        entry.product && (
          <>
            <span className={css['name']}>{entry.product.name}</span>
            <Code strong>{entry.product.sku}</Code>
          </>
        )
      )
    case 'bin':
    case 'toBin': {
      const bin = entry[step]
      return (
        bin !== undefined && (
          <span className={css['bin']}>
            <Code strong>{bin}</Code>
          </span>
        )
      )
    }
    case 'reason':
    case 'direction':
    case 'quantity':
      return undefined
    default:
      return step satisfies never
  }
}

/** The work of a job: what is in hand on the left, the number and its keys on the right. */
export const JobWork = ({ job, state, send }: Props) => {
  const { entry } = state
  const missing = missingStep(job, entry)
  const slots = job.steps.filter((step) => step === 'product' || step === 'bin' || step === 'toBin')
  const needsReason = isOpen(entry) && job.steps.includes('reason') && entry.reason === undefined
  return (
    <div className={css['work']}>
      <div className={css['hand']}>
        <WorkMessage state={state} send={send} />
        <div className={css['slots']}>
          {slots.map((step) => (
            <Slot
              key={step}
              step={step}
              label={step === 'bin' && job.steps.includes('toBin') ? 'From' : labels[step]}
              isNext={step === missing}
            >
              {slotOf(step, entry) ||
                (step !== 'product' && step === missing && isOpen(entry) ? (
                  <BinHints entry={entry} send={send} />
                ) : undefined)}
            </Slot>
          ))}
        </div>
        {entry.reference !== undefined && (
          <p className={css['reference']}>
            {job.reference} <Code strong>{entry.reference}</Code>
          </p>
        )}
        <StockEffects job={job} entry={entry} />
      </div>
      {isOpen(entry) ? (
        needsReason ? (
          <ReasonPicker entry={entry} send={send} />
        ) : (
          <QuantityPad job={job} entry={entry} send={send} />
        )
      ) : (
        <Suggestions job={job} entry={entry} send={send} />
      )}
    </div>
  )
}
