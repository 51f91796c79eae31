import { useState } from 'react'
import { fewestDigits } from '#shared/contract/codes.ts'
import { Dialog, Notice, PinPad } from '../../ui/index.ts'

type Props = {
  /** Nobody could look whether the site has people already. */
  isUnsure: boolean
  onClose: () => void
  onChosen: (pin: string) => void
}

const least = fewestDigits.supervisor

/** The first supervisor's PIN, chosen by whoever sets the site up, so that nobody else can come first. Asked for twice. */
export const FirstPin = ({ isUnsure, onClose, onChosen }: Props) => {
  const [chosen, setChosen] = useState<string>()
  const [pin, setPin] = useState('')
  const [differed, setDiffered] = useState(false)
  const enter = () => {
    if (pin.length < least) return
    setPin('')
    setDiffered(chosen !== undefined && chosen !== pin)
    setChosen(chosen === undefined ? pin : undefined)
    if (chosen === pin) onChosen(pin)
  }
  return (
    <Dialog
      alert
      title={chosen === undefined ? 'Your PIN as the administrator' : 'The same PIN once more'}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Back', onAct: onClose },
        {
          key: 'F12',
          label: chosen === undefined ? 'Next' : 'Set up',
          primary: true,
          isDisabled: pin.length < least,
          onAct: enter,
        },
      ]}
    >
      {differed && (
        <Notice
          tone="refused"
          happened="The two were not the same."
          kept="Nothing was set up yet."
          next="Choose your PIN again."
        />
      )}
      {chosen === undefined && (
        <p>
          You are the first supervisor, and register the others. {least} digits or more, which only
          you know.
        </p>
      )}
      {isUnsure && (
        <p>
          The central store does not answer. If the site has an administrator already, their PIN
          holds as soon as this terminal has connected, and this one no longer.
        </p>
      )}
      <PinPad label="PIN" pin={pin} onChange={setPin} onEnter={enter} />
    </Dialog>
  )
}
