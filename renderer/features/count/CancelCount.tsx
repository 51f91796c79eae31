import { useState } from 'react'
import { useCommand } from '../../work/save/command.ts'
import { Dialog, TextField } from '../../ui/index.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'

type Props = { count: string; onClose: () => void; onDone: () => void }

/** Nothing of the count goes into the book. What was counted stays on record, with the reason. */
export const CancelCount = ({ count, onClose, onDone }: Props) => {
  const [reason, setReason] = useState('')
  const { state, isBusy, run } = useCommand(onDone)
  return (
    <Dialog
      alert
      title={`Cancel count ${count}?`}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Keep it', onAct: onClose },
        {
          key: 'F12',
          label: 'Cancel the count',
          primary: true,
          isDisabled: isBusy || reason.trim() === '',
          onAct: () => {
            run({ type: 'CancelCount', count, reason: reason.trim() })
          },
        },
      ]}
    >
      <p>Nothing of it goes into the book. What was counted stays on record.</p>
      <TextField
        label="Why?"
        value={reason}
        onChange={(text) => {
          setReason(text.slice(0, 1000))
        }}
      />
      <CommandNotice state={state} />
    </Dialog>
  )
}
