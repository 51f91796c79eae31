import { Minus, Plus } from 'lucide-react'
import { formatNumber } from '#shared/words/format.ts'
import { classes } from '../classes.ts'
import { MadeBy } from './MadeBy.tsx'
import type { QuantityEntry } from './quantityEntry.ts'
import css from './Stepper.module.css'

type Props = {
  label: string
  /** Shows a dash while it is empty; what is only proposed is quieter, until somebody makes it theirs. */
  entry: QuantityEntry
  unit: string
  onStep: (by: 1 | -1) => void
}

const keepFocus = (event: { preventDefault: () => void }): void => {
  event.preventDefault()
}

/** The quantity in hand, with one step down and one up. */
export const Stepper = ({ label, entry: { text, source, byHand, scans }, unit, onStep }: Props) => (
  <div className={css['stepper']} role="group" aria-label={label}>
    <button
      type="button"
      className={css['step']}
      aria-label="One less"
      disabled={text === '' || text === '0'}
      onMouseDown={keepFocus}
      onClick={() => {
        onStep(-1)
      }}
    >
      <Minus aria-hidden="true" />
    </button>
    <output
      className={classes(css['display'], source === 'proposed' && css['proposed'])}
      aria-label={label}
    >
      <span className={css['figure']}>{text === '' ? '–' : formatNumber(Number(text))}</span>
      <span className={css['unit']}>
        {unit}
        <MadeBy byHand={byHand} scans={scans} />
      </span>
    </output>
    <button
      type="button"
      className={css['step']}
      aria-label="One more"
      onMouseDown={keepFocus}
      onClick={() => {
        onStep(1)
      }}
    >
      <Plus aria-hidden="true" />
    </button>
  </div>
)
