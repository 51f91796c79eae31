import { useState } from 'react'
import { lacksPassword, withPassword } from '#shared/contract/centralAddress.ts'
import { centralAddress } from '#shared/contract/codes.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Button, Dialog, Notice, TextField } from '../../ui/index.ts'
import { CentralProbe } from '../../work/fields/CentralProbe.tsx'
import { useSession, useStatus } from '../../work/screen/status.tsx'
import { problemWith } from '../../work/words/problemWith.ts'
import css from './ChangeAddress.module.css'

/** For supervisors: where the central store is, when it has moved or its password is another. */
export const ChangeAddress = () => {
  const { role } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  if (role !== 'supervisor') return null
  return (
    <div className={css['change']}>
      <Button
        onPress={() => {
          setIsOpen(true)
        }}
      >
        Change the address
      </Button>
      {isOpen && (
        <AddressDialog
          onClose={() => {
            setIsOpen(false)
          }}
        />
      )}
    </div>
  )
}

type Stage =
  | { kind: 'filling' }
  | { kind: 'sending' }
  | { kind: 'refused'; message: string }
  | { kind: 'unanswered' }

const AddressDialog = ({ onClose }: { onClose: () => void }) => {
  const { client } = useTerminal()
  const { central } = useStatus()
  // What was shown when it was opened: the address may change under whoever types.
  const [address, setAddress] = useState(central.kind === 'remote' ? central.address : '')
  const [password, setPassword] = useState('')
  const [stage, setStage] = useState<Stage>({ kind: 'filling' })
  const typed = address.trim()
  const asksPassword = lacksPassword(typed)
  const isFine = centralAddress.safeParse(typed).success && (!asksPassword || password !== '')
  const isSending = stage.kind === 'sending'

  const change = async (): Promise<void> => {
    setStage({ kind: 'sending' })
    try {
      const result = await client.sync.changeAddress({ central: withPassword(typed, password) })
      if (result.outcome === 'done') onClose()
      else setStage({ kind: 'refused', message: result.message })
    } catch {
      setStage({ kind: 'unanswered' })
    }
  }
  return (
    <Dialog
      title="Where is the central store?"
      large
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Back', isDisabled: isSending, onAct: onClose },
        {
          key: 'F12',
          label: isSending ? 'Changing' : 'Use this address',
          primary: true,
          isDisabled: !isFine || isSending,
          onAct: () => void change(),
        },
      ]}
    >
      {stage.kind === 'refused' && (
        <Notice tone="refused" happened={stage.message} kept="The address is as it was." />
      )}
      {stage.kind === 'unanswered' && (
        <Notice
          tone="warning"
          happened="The terminal did not answer. The address may be changed already."
          kept="What you typed is still here, and changing it twice is the same."
          next="Try again."
        />
      )}
      <p>
        The address has to lead to the same store: one that was moved, or whose password is another.
        Nothing is sent to a store that is not the one this terminal knows.
      </p>
      <CentralProbe
        address={address}
        password={password}
        error={typed === '' ? undefined : problemWith(centralAddress, typed)}
        isDisabled={isSending}
        onChange={setAddress}
      />
      {asksPassword && (
        <TextField
          label="Password"
          type="password"
          hint="Of the user in the address. It is never shown, so type it again also where it is the same."
          value={password}
          isDisabled={isSending}
          onChange={setPassword}
        />
      )}
    </Dialog>
  )
}
