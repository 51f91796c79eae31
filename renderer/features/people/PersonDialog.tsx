import { useState } from 'react'
import type { OperatorRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { Button, Code, Dialog, Notice } from '../../ui/index.ts'
import { IssuePin } from './IssuePin.tsx'
import { CommandDialog } from './CommandDialog.tsx'
import css from './PersonDialog.module.css'

type Props = { person: OperatorRow; onClose: () => void; onSaved: (command: Command) => void }

/** One person, and what can be changed about them. */
export const PersonDialog = ({ person, onClose, onSaved }: Props) => {
  const [open, setOpen] = useState<'role' | 'pin' | 'deactivate'>()
  const { operator, name, role, status } = person
  const back = () => {
    setOpen(undefined)
  }
  const otherRole = role === 'supervisor' ? 'operator' : 'supervisor'
  if (open === 'pin') return <IssuePin person={person} onClose={onClose} />
  if (open === 'role')
    return (
      <CommandDialog
        title={
          otherRole === 'supervisor' ? `Make ${name} a supervisor?` : `Make ${name} an operator?`
        }
        verb={otherRole === 'supervisor' ? 'Make a supervisor' : 'Make an operator'}
        command={{ type: 'ChangeRole', operator, role: otherRole }}
        onClose={back}
        onSaved={onSaved}
      >
        <p>
          {otherRole === 'supervisor'
            ? 'A supervisor may change people, rules, bins and products, import files, and settle what others did.'
            : 'An operator works on the floor, and settles only what they did themselves.'}
        </p>
      </CommandDialog>
    )
  if (open === 'deactivate')
    return (
      <CommandDialog
        alert
        title={`${name} leaves?`}
        verb="Deactivate"
        command={{ type: 'DeactivateOperator', operator }}
        onClose={back}
        onSaved={onSaved}
      >
        <p>
          <Code>{operator}</Code> can no longer sign in, on any terminal, as soon as each of them
          hears of it. Everything that {name} recorded stays. It cannot be taken back: whoever comes
          back is registered anew.
        </p>
      </CommandDialog>
    )
  return (
    <Dialog
      title={name}
      onClose={onClose}
      actions={[{ key: 'Escape', label: 'Close', onAct: onClose, primary: true }]}
    >
      <p className={css['facts']}>
        <Code strong>{operator}</Code>
        {role === 'supervisor' ? 'Supervisor' : 'Operator'}
      </p>
      {status === 'deactivated' ? (
        <Notice
          tone="warning"
          word="Left"
          happened="Can no longer sign in."
          kept="Everything recorded under this name is still there."
        />
      ) : (
        <div className={css['ways']}>
          <Button
            wide
            onPress={() => {
              setOpen('role')
            }}
          >
            {otherRole === 'supervisor' ? 'Make a supervisor' : 'Make an operator'}
          </Button>
          <Button
            wide
            onPress={() => {
              setOpen('pin')
            }}
          >
            {person.hasPin ? 'Give a new PIN' : 'Give a PIN'}
          </Button>
          <Button
            wide
            kind="danger"
            onPress={() => {
              setOpen('deactivate')
            }}
          >
            Deactivate
          </Button>
        </div>
      )}
    </Dialog>
  )
}
