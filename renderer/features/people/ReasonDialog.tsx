import { useState } from 'react'
import type { ReasonRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { useCommand } from '../../work/save/command.ts'
import { ChoiceField, Code, Dialog } from '../../ui/index.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import { directionChoices } from './directions.ts'

type Props = { row: ReasonRow; onClose: () => void; onSaved: (command: Command) => void }

/** One reason for an adjustment: which way it goes, and whether it can be chosen at all. */
export const ReasonDialog = ({ row: { reason, text, direction }, onClose, onSaved }: Props) => {
  const { state, isBusy, run } = useCommand(onSaved)
  const [chosen, setChosen] = useState(direction)
  return (
    <Dialog
      title={text}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Leave it', onAct: onClose },
        {
          key: 'F8',
          label: 'Stop using it',
          isDisabled: isBusy,
          onAct: () => {
            run({ type: 'RetireReasonCode', reason })
          },
        },
        {
          key: 'F12',
          label: isBusy ? 'Saving' : 'Change it',
          primary: true,
          isDisabled: isBusy || chosen === direction,
          onAct: () => {
            run({ type: 'ChangeReasonDirection', reason, direction: chosen })
          },
        },
      ]}
    >
      <ChoiceField
        label="What it does to the book"
        value={chosen}
        choices={directionChoices}
        onChange={setChosen}
      />
      <p>
        Once <Code>{reason}</Code> is stopped it can no longer be chosen. What was recorded with it
        stays as it is.
      </p>
      <CommandNotice state={state} />
    </Dialog>
  )
}
