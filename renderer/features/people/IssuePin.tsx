import { useState } from 'react'
import type { OperatorRow } from '#shared/contract/api/index.ts'
import { useCommand } from '../../work/save/command.ts'
import { Dialog, Notice } from '../../ui/index.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import css from './IssuePin.module.css'
import { oneTimePin } from './oneTimePin.ts'

type Props = {
  person: Pick<OperatorRow, 'operator' | 'name' | 'hasPin'>
  onClose: () => void
}

/** Gives somebody a PIN for once, and shows it: this once, since nobody can read it again. */
export const IssuePin = ({ person, onClose }: Props) => {
  const { operator, name, hasPin } = person
  const [pin] = useState(oneTimePin)
  const { state, isBusy, run } = useCommand()
  const isIssued = state.kind === 'saved'
  return (
    <Dialog
      alert
      title={isIssued ? `The PIN for ${name}` : `A PIN for ${name}, for once?`}
      onClose={onClose}
      actions={
        isIssued
          ? [{ key: 'F12', label: `${name} has it`, primary: true, onAct: onClose }]
          : [
              { key: 'Escape', label: 'Leave it', onAct: onClose },
              {
                key: 'F12',
                label: isBusy ? 'Saving' : 'Give a PIN',
                primary: true,
                isDisabled: isBusy,
                onAct: () => {
                  run({ type: 'IssuePin', operator, pin })
                },
              },
            ]
      }
    >
      {isIssued ? (
        <>
          <output className={css['pin']} aria-label="PIN for once">
            {pin}
          </output>
          <Notice
            tone="warning"
            word="For once"
            happened={`${name} signs in with it within a day, and then chooses a PIN of their own.`}
            next="Tell them, or write it down for them. It is not shown again."
          />
        </>
      ) : (
        <>
          <p>
            {hasPin
              ? `The PIN that ${name} has is no longer good then, and where they are signed in their screen is locked.`
              : `${name} cannot sign in without one.`}{' '}
            It is shown once, and {name} chooses their own with it.
          </p>
          <CommandNotice state={state} />
        </>
      )}
    </Dialog>
  )
}
