import type { ReactNode } from 'react'
import { Notice } from '../ui/index.ts'
import { DeskScreen } from '../work/screen/screens.tsx'
import { useSession } from '../work/screen/status.tsx'
import { useBack } from '../work/screen/useBack.ts'
import type { Place } from '../work/screen/ways.ts'

type Props = {
  /** The screen's name in the strip. */
  name: string
  /** What the screen is, as a heading. */
  title: string
  backTo?: Place
  children: ReactNode
}

/** A screen that only a supervisor works with. Whoever else comes to its address is told so, and led back. */
export const ForSupervisors = ({ children, ...screen }: Props) => {
  const { role } = useSession()
  return role === 'supervisor' ? children : <Closed {...screen} />
}

const Closed = ({ name, title, backTo = 'home' }: Omit<Props, 'children'>) => {
  const session = useSession()
  const back = useBack(backTo)
  return (
    <DeskScreen
      name={name}
      title={title}
      backTo={backTo}
      actions={back && [{ key: 'Escape', label: 'Go back', primary: true, onAct: back.onBack }]}
    >
      <Notice
        tone="refused"
        word="For supervisors"
        happened="Only a supervisor may open this screen."
        kept={`${session.name} is signed in and works on the floor. Nothing was changed.`}
        next={`Call your supervisor, or go back to the ${back?.to ?? 'jobs'}.`}
      />
    </DeskScreen>
  )
}
