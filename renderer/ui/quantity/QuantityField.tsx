import { useTypedKeys } from '../scan/useScans.ts'
import { Keypad } from './Keypad.tsx'
import { pressKey, type QuantityEntry, type QuantityKey } from './quantityEntry.ts'
import { Stepper } from './Stepper.tsx'

type Props = {
  label: string
  entry: QuantityEntry
  onEnter: (next: (entry: QuantityEntry) => QuantityEntry) => void
}

/** Asks for a quantity: by steps, on the keypad, or typed. */
export const QuantityField = ({ label, entry, onEnter }: Props) => {
  const press = (key: QuantityKey) => {
    onEnter((current) => pressKey(current, key))
  }
  useTypedKeys((text) => {
    press({ kind: 'text', text })
  }, 'quantity')
  return (
    <>
      <Stepper
        label={label}
        entry={entry}
        unit="each"
        onStep={(by) => {
          press({ kind: 'step', by })
        }}
      />
      <Keypad label={label} onKey={press} />
    </>
  )
}
