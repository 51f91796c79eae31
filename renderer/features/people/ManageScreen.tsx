import type { ReactNode } from 'react'
import { Notice, Segments, type Action } from '../../ui/index.ts'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useGo, useWays, type PlainName } from '../../work/screen/ways.ts'

type Props = {
  name: PlainName
  title: string
  children: ReactNode
  actions?: readonly Action[]
  /** What was saved last, in a sentence. */
  said?: string | undefined
}

/** The frame of what a supervisor keeps: people, rules, bins, products, terminals. */
export const ManageScreen = ({ name, title, children, actions, said }: Props) => {
  const go = useGo()
  const { parts } = useWays()
  return (
    <DeskScreen
      name="Warehouse"
      title={title}
      actions={actions}
      tools={<Segments label="Show" value={name} choices={parts} onChange={go} />}
    >
      {said !== undefined && (
        <Notice tone="good" happened={said} kept="Saved here. It is sent by itself." />
      )}
      {children}
    </DeskScreen>
  )
}
