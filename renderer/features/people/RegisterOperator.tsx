import { useState } from 'react'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { problemWith } from '../../work/words/problemWith.ts'
import { ChoiceField, TextField } from '../../ui/index.ts'
import { CommandDialog } from './CommandDialog.tsx'
import { useProblems } from './useProblems.ts'

type Props = { onClose: () => void; onSaved: (command: Command) => void }

export const roleChoices = [
  { value: 'operator', label: 'Work on the floor', note: 'Receive, pick, move, adjust, count' },
  { value: 'supervisor', label: 'Everything', note: 'People, rules, imports, others’ conflicts' },
] as const

/** Somebody new. They are given a PIN for once, and choose their own with it. */
export const RegisterOperator = ({ onClose, onSaved }: Props) => {
  const [operator, setOperator] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<(typeof roleChoices)[number]['value']>('operator')
  const { isGood, shown, onTried } = useProblems({
    operator: problemWith(codes.operator, operator),
    name: problemWith(codes.name, name.trim()),
  })
  return (
    <CommandDialog
      title="Who is new?"
      verb="Register"
      command={isGood ? { type: 'RegisterOperator', operator, name: name.trim(), role } : undefined}
      onTried={onTried}
      onClose={onClose}
      onSaved={onSaved}
    >
      <TextField
        label="Signs in as"
        code
        takesScans
        hint="Short, or what is on the badge: it can be scanned."
        value={operator}
        onChange={setOperator}
        error={shown.operator}
      />
      <TextField label="Name" value={name} onChange={setName} error={shown.name} />
      <ChoiceField label="May" value={role} onChange={setRole} choices={roleChoices} />
    </CommandDialog>
  )
}
