import {
  addScanned,
  clearQuantity,
  giveQuantity,
  Keypad,
  MadeBy,
  proposeQuantity,
  QuantityField,
  Stepper,
} from '../../ui/index.ts'
import { Kept, nothing, type Examples } from '../example.tsx'

const handAndScan = addScanned(giveQuantity(60), 12)

export const quantities: Examples<'Keypad' | 'MadeBy' | 'QuantityField' | 'Stepper'> = {
  MadeBy: [
    { state: 'by hand', show: () => <MadeBy byHand={3} scans={0} /> },
    { state: 'by scans', show: () => <MadeBy byHand={undefined} scans={3} /> },
    { state: 'by both', show: () => <MadeBy byHand={60} scans={1} /> },
  ],
  Stepper: [
    {
      state: 'empty',
      show: () => <Stepper label="Quantity" entry={clearQuantity()} unit="each" onStep={nothing} />,
    },
    {
      state: 'proposed',
      show: () => (
        <Stepper label="Quantity" entry={proposeQuantity(12)} unit="each" onStep={nothing} />
      ),
    },
    {
      state: 'by hand and by scan',
      show: () => <Stepper label="Quantity" entry={handAndScan} unit="each" onStep={nothing} />,
    },
  ],
  Keypad: [
    {
      state: 'ready',
      show: () => <Keypad label="Quantity" onKey={nothing} />,
    },
    {
      state: 'disabled',
      show: () => <Keypad label="Quantity" onKey={nothing} isDisabled />,
    },
  ],
  QuantityField: [
    {
      state: 'proposed, and yours to change',
      show: () => (
        <Kept first={proposeQuantity(12)}>
          {(entry, change) => (
            <QuantityField
              label="Quantity"
              entry={entry}
              onEnter={(next) => {
                change(next(entry))
              }}
            />
          )}
        </Kept>
      ),
    },
  ],
}
