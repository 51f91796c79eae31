import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { paths } from '../../work/screen/paths.ts'
import { Notice, Segments, type Action } from '../../ui/index.ts'
import { DeskScreen } from '../../work/screen/screens.tsx'

const parts = [
  { value: paths.people, label: 'People' },
  { value: paths.rules, label: 'Rules' },
  { value: paths.bins, label: 'Bins' },
  { value: paths.products, label: 'Products' },
  { value: paths.terminals, label: 'Terminals' },
  { value: paths.import, label: 'Import' },
] as const

type Props = {
  path: (typeof parts)[number]['value']
  title: string
  children: ReactNode
  actions?: readonly Action[]
  /** What was saved last, in a sentence. */
  said?: string | undefined
}

/** The frame of what a supervisor keeps: people, rules, bins, products, terminals. */
export const ManageScreen = ({ path, title, children, actions, said }: Props) => {
  const [, navigate] = useLocation()
  return (
    <DeskScreen
      name="Warehouse"
      title={title}
      actions={actions}
      tools={<Segments label="Show" value={path} choices={parts} onChange={navigate} />}
    >
      {said !== undefined && (
        <Notice tone="good" happened={said} kept="Saved here. It is sent by itself." />
      )}
      {children}
    </DeskScreen>
  )
}
