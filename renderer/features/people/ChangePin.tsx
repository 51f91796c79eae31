import { useState } from 'react'
import type { OperatorRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { PinPad } from '../../ui/index.ts'
import { CommandDialog } from './CommandDialog.tsx'

type Props = { person: OperatorRow; onClose: () => void; onSaved: (command: Command) => void }

/** A new PIN in place of a forgotten one. It never shows. */
export const ChangePin = ({ person, onClose, onSaved }: Props) => {
  const [pin, setPin] = useState('')
  return (
    <CommandDialog
      title={`A new PIN for ${person.name}`}
      verb="Give this PIN"
      command={
        codes.pin.safeParse(pin).success
          ? { type: 'ChangePin', operator: person.operator, pin }
          : undefined
      }
      onClose={onClose}
      onSaved={onSaved}
    >
      <p>Let {person.name} type it: 4 to 12 digits.</p>
      <PinPad label="New PIN" pin={pin} onChange={setPin} onEnter={() => undefined} />
    </CommandDialog>
  )
}
