import { useTypedKeys } from '../scan/useScans.ts'
import { Keypad } from './Keypad.tsx'
import {
  clearQuantity,
  eraseDigit,
  stepQuantity,
  typeDigit,
  typeText,
  type QuantityEntry,
} from './quantityEntry.ts'
import { Stepper } from './Stepper.tsx'

type Props = {
  label: string
  entry: QuantityEntry
  onEnter: (next: (entry: QuantityEntry) => QuantityEntry) => void
}

/** Asks for a quantity: by steps, on the keypad, or typed. */
export const QuantityField = ({ label, entry, onEnter }: Props) => {
  useTypedKeys((text) => {
    onEnter((current) => typeText(current, text))
  }, 'quantity')
  return (
    <>
      <Stepper
        label={label}
        entry={entry}
        unit="each"
        onStep={(by) => {
          onEnter((current) => stepQuantity(current, by))
        }}
      />
      <Keypad
        label={label}
        onDigit={(digit) => {
          onEnter((current) => typeDigit(current, digit))
        }}
        onErase={() => {
          onEnter(eraseDigit)
        }}
        onClear={() => {
          onEnter(clearQuantity)
        }}
      />
    </>
  )
}
