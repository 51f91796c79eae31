import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { ActionBar, DeskFrame, FloorFrame, type Action } from '../ui/index.ts'
import { AppStrip } from './AppStrip.tsx'
import { useLeave } from './leaving.tsx'
import { paths } from './paths.ts'

type FloorScreenProps = {
  title: string
  prompt: ReactNode
  children: ReactNode
  trail?: ReactNode
  actions?: readonly Action[] | undefined
  /** In place of going back to the jobs. */
  onBack?: () => void
}

/** A floor screen inside the app: the floor's frame with the live strip. */
export const FloorScreen = ({ title, actions, onBack, ...frame }: FloorScreenProps) => {
  const [location, navigate] = useLocation()
  const leave = useLeave()
  const back = () => {
    leave(
      onBack ??
        (() => {
          navigate(paths.home)
        }),
    )
  }
  return (
    <FloorFrame
      {...frame}
      strip={<AppStrip title={title} onBack={location === paths.home ? undefined : back} />}
      actions={actions && <ActionBar actions={actions} />}
    />
  )
}

type DeskScreenProps = {
  /** The screen's name in the strip. */
  name: string
  /** What this screen answers, as a heading. */
  title: string
  tools?: ReactNode
  children: ReactNode
  actions?: readonly Action[] | undefined
  /** In place of going back to the jobs. */
  onBack?: () => void
}

/** A desk screen inside the app: the desk's frame with the live strip. */
export const DeskScreen = ({ name, actions, onBack, ...frame }: DeskScreenProps) => {
  const [, navigate] = useLocation()
  return (
    <DeskFrame
      {...frame}
      strip={
        <AppStrip
          title={name}
          onBack={
            onBack ??
            (() => {
              navigate(paths.home)
            })
          }
        />
      }
      actions={actions && <ActionBar actions={actions} />}
    />
  )
}
