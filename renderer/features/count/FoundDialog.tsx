import { useState } from 'react'
import { formatNumber } from '#shared/words/format.ts'
import {
  Code,
  Dialog,
  proposeQuantity,
  QuantityField,
  quantityOf,
  TextField,
  type QuantityEntry,
} from '../../ui/index.ts'

type Props = {
  code: string
  bin: string
  onClose: () => void
  onRecord: (quantity: number, note: string) => void
}

/** Something in a bin that nobody knows: noted on the spot, for a supervisor to sort out. */
export const FoundDialog = ({ code, bin, onClose, onRecord }: Props) => {
  const [entry, setEntry] = useState<QuantityEntry>(() => proposeQuantity(1))
  const [note, setNote] = useState('')
  const quantity = quantityOf(entry) ?? 0
  return (
    <Dialog
      title="Nobody knows this code"
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Not counted', onAct: onClose },
        {
          key: 'F12',
          label: `Note ${formatNumber(quantity)} found`,
          primary: true,
          isDisabled: quantity < 1,
          onAct: () => {
            onRecord(quantity, note)
          },
        },
      ]}
    >
      <p>
        <Code strong>{code}</Code> belongs to no product. Note how many are in <Code>{bin}</Code>; a
        supervisor sorts it out.
      </p>
      <QuantityField label="How many" entry={entry} onEnter={setEntry} />
      <TextField
        label="What is it?"
        hint="What is written on it, or what it looks like."
        value={note}
        onChange={(text) => {
          setNote(text.slice(0, 1000))
        }}
      />
    </Dialog>
  )
}
