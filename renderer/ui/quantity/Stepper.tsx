import { Minus, Plus } from 'lucide-react'
import { classes } from '../classes.ts'
import { formatQuantity } from '../marks/Quantity.tsx'
import css from './Stepper.module.css'

type Props = {
  label: string
  /** What stands on the display; '' shows as a dash. */
  text: string
  unit: string
  onStep: (by: 1 | -1) => void
  /** The number still is what the terminal proposed: shown quieter until somebody makes it theirs. */
  proposed?: boolean
}

const keepFocus = (event: { preventDefault: () => void }): void => {
  event.preventDefault()
}

/** The quantity in hand, with one step down and one up. */
export const Stepper = ({ label, text, unit, onStep, proposed = false }: Props) => (
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
    <output className={classes(css['display'], proposed && css['proposed'])} aria-label={label}>
      <span className={css['figure']}>{text === '' ? '–' : formatQuantity(Number(text))}</span>
      <span className={css['unit']}>{unit}</span>
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
