import type { ReactNode } from 'react'
import { ActionBar, DeskFrame, FloorFrame, type Action } from '../ui/index.ts'
import { AppStrip } from './AppStrip.tsx'
import { useBack, type Place } from './useBack.ts'

type ScreenProps = {
  children: ReactNode
  actions?: readonly Action[] | undefined
  /** Where the strip leads back to. */
  backTo?: Place
}

type FloorScreenProps = ScreenProps & { title: string; prompt: ReactNode; trail?: ReactNode }

/** A floor screen inside the app: the floor's frame with the live strip. */
export const FloorScreen = ({ title, actions, backTo = 'home', ...frame }: FloorScreenProps) => (
  <FloorFrame
    {...frame}
    strip={<AppStrip title={title} back={useBack(backTo)} />}
    actions={actions && <ActionBar actions={actions} />}
  />
)

type DeskScreenProps = ScreenProps & {
  /** The screen's name in the strip. */
  name: string
  /** What this screen answers, as a heading. */
  title: string
  tools?: ReactNode
}

/** A desk screen inside the app: the desk's frame with the live strip. */
export const DeskScreen = ({ name, actions, backTo = 'home', ...frame }: DeskScreenProps) => (
  <DeskFrame
    {...frame}
    strip={<AppStrip title={name} back={useBack(backTo)} />}
    actions={actions && <ActionBar actions={actions} />}
  />
)
