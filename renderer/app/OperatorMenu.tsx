import { useState } from 'react'
import type { Session } from '#shared/contract/api/index.ts'
import {
  ChoiceField,
  chooseTheme,
  Dialog,
  Notice,
  themeChoice,
  type Choice,
  type ThemeChoice,
} from '../ui/index.ts'
import { ScannerSettings } from '../work/scan/ScannerSettings.tsx'
import { useLeave } from '../work/screen/leaving.tsx'
import { ChangePin } from './ChangePin.tsx'
import { useSignedIn } from './signedIn.tsx'

const themeChoices: readonly Choice<ThemeChoice>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'graphite', label: 'Dark' },
  { value: 'paper', label: 'Light' },
  { value: 'contrast', label: 'High contrast' },
]

/** Who is signed in, how the screen and the scanner are set, and the way out. */
export const OperatorMenu = ({ session, onClose }: { session: Session; onClose: () => void }) => {
  const ways = useSignedIn()
  const [theme, setTheme] = useState(themeChoice)
  const [failed, setFailed] = useState(false)
  const [isChangingPin, setIsChangingPin] = useState(false)
  const leave = useLeave()
  const signOut = async (): Promise<void> => {
    try {
      await ways.signOut()
    } catch {
      setFailed(true)
    }
  }
  if (isChangingPin)
    return (
      <ChangePin
        session={session}
        onClose={() => {
          setIsChangingPin(false)
        }}
      />
    )
  return (
    <Dialog
      title={session.name}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Back', onAct: onClose },
        {
          key: 'F8',
          label: 'Change PIN',
          onAct: () => {
            setIsChangingPin(true)
          },
        },
        {
          key: 'F9',
          label: 'Lock',
          onAct: () => {
            onClose()
            ways.lock()
          },
        },
        {
          key: 'F12',
          label: 'Sign out',
          onAct: () => {
            leave(() => void signOut())
          },
          primary: true,
        },
      ]}
    >
      <ChoiceField
        label="Display"
        value={theme}
        choices={themeChoices}
        onChange={(choice) => {
          setTheme(choice)
          chooseTheme(choice)
        }}
      />
      <ScannerSettings />
      {failed && (
        <Notice
          tone="refused"
          happened="You could not be signed out: the terminal did not answer."
          kept="Everything saved is still there."
          next="Try again."
        />
      )}
    </Dialog>
  )
}
