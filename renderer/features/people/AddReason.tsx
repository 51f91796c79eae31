import { useState } from 'react'
import type { ReasonRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { problemWith } from '../../work/words/problemWith.ts'
import { ChoiceField, TextField } from '../../ui/index.ts'
import { CommandDialog } from './CommandDialog.tsx'
import { directionChoices } from './directions.ts'
import { useProblems } from './useProblems.ts'

type Props = { onClose: () => void; onSaved: (command: Command) => void }

/** One more reason for an adjustment. */
export const AddReason = ({ onClose, onSaved }: Props) => {
  const [reason, setReason] = useState('')
  const [text, setText] = useState('')
  const [direction, setDirection] = useState<ReasonRow['direction']>('either')
  const { isGood, shown, onTried } = useProblems({
    reason: problemWith(codes.reason, reason.trim()),
    text: problemWith(codes.name, text.trim()),
  })
  return (
    <CommandDialog
      title="Why else is stock adjusted?"
      verb="Add"
      command={
        isGood
          ? { type: 'AddReasonCode', reason: reason.trim(), text: text.trim(), direction }
          : undefined
      }
      onTried={onTried}
      onClose={onClose}
      onSaved={onSaved}
    >
      <TextField
        label="Reason"
        code
        hint="One short word: it stands on every adjustment."
        value={reason}
        onChange={setReason}
        error={shown.reason}
      />
      <TextField label="Means" value={text} onChange={setText} error={shown.text} />
      <ChoiceField
        label="What it does to the book"
        value={direction}
        choices={directionChoices}
        onChange={setDirection}
      />
    </CommandDialog>
  )
}
