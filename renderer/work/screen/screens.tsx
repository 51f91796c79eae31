import { createContext, use, type ReactNode } from 'react'
import { ActionBar, DeskFrame, FloorFrame, type Action } from '../../ui/index.ts'
import { useBack } from './useBack.ts'
import type { Place } from './ways.ts'

/** What the live strip over a screen says that is the screen's own. */
export type StripProps = { title: string; back: ReturnType<typeof useBack> }

/** Draws the live strip. The shell brings it, with all that it leads to. */
export const StripContext = createContext<((props: StripProps) => ReactNode) | undefined>(undefined)

const LiveStrip = ({ title, backTo }: { title: string; backTo: Place }) => {
  const strip = use(StripContext)
  const back = useBack(backTo)
  if (strip === undefined) throw new Error('Screens stand inside the shell')
  return strip({ title, back })
}

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
    strip={<LiveStrip title={title} backTo={backTo} />}
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
    strip={<LiveStrip title={name} backTo={backTo} />}
    actions={actions && <ActionBar actions={actions} />}
  />
)
