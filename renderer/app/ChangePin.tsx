import { useState } from 'react'
import type { Session } from '#shared/contract/api/index.ts'
import { fewestDigits, pin as pinSchema } from '#shared/contract/codes.ts'
import { Dialog, Notice, PinPad } from '../ui/index.ts'
import { useCommand } from '../work/save/command.ts'
import { CommandNotice } from '../work/save/CommandNotice.tsx'

/** A new PIN for oneself, asked for twice. */
export const ChangePin = ({ session, onClose }: { session: Session; onClose: () => void }) => {
  const { state, isBusy, run } = useCommand()
  const [chosen, setChosen] = useState<string>()
  const [pin, setPin] = useState('')
  const [differed, setDiffered] = useState(false)
  const isSaved = state.kind === 'saved'
  const least = fewestDigits[session.role]
  const isGood = pinSchema.min(least).safeParse(pin).success

  const enter = () => {
    if (!isGood || isBusy) return
    setPin('')
    setDiffered(chosen !== undefined && chosen !== pin)
    if (chosen === undefined) setChosen(pin)
    else {
      setChosen(undefined)
      if (chosen === pin) run({ type: 'ChangePin', operator: session.operator, pin })
    }
  }
  return (
    <Dialog
      title={chosen === undefined ? 'Your new PIN' : 'The same PIN once more'}
      onClose={onClose}
      actions={
        isSaved
          ? [{ key: 'Escape', label: 'Done', primary: true, onAct: onClose }]
          : [
              { key: 'Escape', label: 'Back', onAct: onClose },
              {
                key: 'F12',
                label: chosen === undefined ? 'Next' : 'Change PIN',
                primary: true,
                isDisabled: isBusy || !isGood,
                onAct: enter,
              },
            ]
      }
    >
      <CommandNotice state={state} saved="Your PIN is changed." />
      {differed && (
        <Notice
          tone="refused"
          happened="The two were not the same."
          kept="Your PIN is as it was."
          next="Choose your new PIN again."
        />
      )}
      {!isSaved && chosen === undefined && <p>{least} digits or more, which only you know.</p>}
      {!isSaved && (
        <PinPad label="New PIN" pin={pin} onChange={setPin} onEnter={enter} isDisabled={isBusy} />
      )}
    </Dialog>
  )
}
