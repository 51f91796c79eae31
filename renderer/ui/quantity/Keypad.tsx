import { Delete } from 'lucide-react'
import css from './Keypad.module.css'
import type { KeypadKey } from './quantityEntry.ts'

type Props = {
  onKey: (key: KeypadKey) => void
  /** What the keypad enters, for screen readers: "Quantity", "PIN". */
  label: string
  isDisabled?: boolean
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** A press leaves the focus where it was, so that a following Enter or scan does not press the key again. */
const keepFocus = (event: { preventDefault: () => void }): void => {
  event.preventDefault()
}

/** Big digits in the order of a telephone, as on a hand-held terminal. */
export const Keypad = ({ onKey, label, isDisabled = false }: Props) => (
  <div className={css['keypad']} role="group" aria-label={`${label} keypad`}>
    {[...digits, 'C', '0', '⌫'].map((key) => (
      <button
        key={key}
        type="button"
        className={css['key']}
        disabled={isDisabled}
        onMouseDown={keepFocus}
        onClick={() => {
          if (key === 'C') onKey({ kind: 'clear' })
          else if (key === '⌫') onKey({ kind: 'erase' })
          else onKey({ kind: 'text', text: key })
        }}
        {...(key === 'C' && { 'aria-label': 'Clear' })}
        {...(key === '⌫' && { 'aria-label': 'Erase' })}
      >
        {key === '⌫' ? <Delete size="1em" aria-hidden="true" /> : key}
      </button>
    ))}
  </div>
)
