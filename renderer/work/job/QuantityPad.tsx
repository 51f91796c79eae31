import { formatNumber } from '#shared/words/format.ts'
import { Keypad, Stepper } from '../../ui/index.ts'
import { packLabel } from '../words/packLabel.ts'
import type { Entry, Job } from './entry.ts'
import type { JobEvent } from './jobMachine.ts'
import css from './QuantityPad.module.css'

type Props = { job: Job; entry: Entry; send: (event: JobEvent) => void }

const keepFocus = (event: { preventDefault: () => void }): void => {
  event.preventDefault()
}

/** The quantity in hand on a big keypad; each pack of the product adds its factor, as scanning it would. */
export const QuantityPad = ({ job, entry, send }: Props) => {
  const packs = (entry.product?.packs ?? []).filter(({ factor }) => factor > 1)
  // A reason that says which way it goes leaves nothing to choose.
  const asksDirection = job.steps.includes('direction') && entry.reason?.direction === 'either'
  return (
    <div className={css['pad']}>
      {asksDirection && (
        <div className={css['direction']} role="group" aria-label="Direction">
          {([-1, 1] as const).map((direction) => (
            <button
              key={direction}
              type="button"
              className={css['choice']}
              aria-pressed={entry.direction === direction}
              onMouseDown={keepFocus}
              onClick={() => {
                send({ type: 'directionChosen', direction })
              }}
            >
              {direction === -1 ? '− Less' : '+ More'}
            </button>
          ))}
        </div>
      )}
      <Stepper
        label="Quantity"
        entry={entry.quantity}
        unit={entry.reason?.text ?? 'each'}
        onStep={(by) => {
          send({ type: 'typed', key: { kind: 'step', by } })
        }}
      />
      {packs.length > 0 && (
        <div className={css['packs']} role="group" aria-label="Packs">
          {packs.map(({ barcode, factor, name }) => (
            <button
              key={barcode}
              type="button"
              className={css['choice']}
              aria-label={`Add a ${packLabel({ name, factor })}`}
              onMouseDown={keepFocus}
              onClick={() => {
                send({ type: 'packAdded', factor })
              }}
            >
              <b>+{formatNumber(factor)}</b> {name}
            </button>
          ))}
        </div>
      )}
      <Keypad
        label="Quantity"
        onKey={(key) => {
          send({ type: 'typed', key })
        }}
      />
    </div>
  )
}
