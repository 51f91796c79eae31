import { useState, type ReactNode } from 'react'
import type { Command } from '#shared/contract/commands.ts'
import { useCommand } from '../../work/save/command.ts'
import { Dialog } from '../../ui/index.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'

type Props = {
  title: string
  /** What the one next action does: "Register". */
  verb: string
  /** What is sent; undefined while something is missing or wrong. */
  command: Command | undefined
  /** Something cannot be taken back: asked for before anything else. */
  alert?: boolean
  children: ReactNode
  /** What was tried although something is missing, so that the fields can say what. */
  onTried?: () => void
  onClose: () => void
  /** It was saved; the screen below says so. */
  onSaved: (command: Command) => void
}

/** A question whose answer is one command. It closes only when the terminal has saved it. */
export const CommandDialog = ({
  title,
  verb,
  command,
  alert = false,
  children,
  onTried,
  onClose,
  onSaved,
}: Props) => {
  const { state, isBusy, run } = useCommand(onSaved)
  // Commands are made anew with each render: they are the same when they say the same.
  const said = JSON.stringify(command)
  const [sent, setSent] = useState<string>()
  return (
    <Dialog
      title={title}
      alert={alert}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Leave it', onAct: onClose },
        {
          key: 'F12',
          label: isBusy ? 'Saving' : verb,
          primary: true,
          isDisabled: isBusy || (command === undefined && onTried === undefined),
          onAct: () => {
            onTried?.()
            if (command === undefined) return
            setSent(said)
            run(command)
          },
        },
      ]}
    >
      {children}
      {/* What was said about an entry says nothing about the next one. */}
      {(isBusy || sent === said) && <CommandNotice state={state} />}
    </Dialog>
  )
}
