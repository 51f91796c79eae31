import type { ReactNode } from 'react'
import css from './DeskFrame.module.css'

type Props = {
  strip: ReactNode
  /** What this screen answers, as a heading. */
  title: string
  /** Filters or a summary, beside the title. */
  tools?: ReactNode
  children: ReactNode
  actions?: ReactNode
}

/** The frame of a desk screen: denser than the floor's, the same strip and actions. Its content scrolls by itself. */
export const DeskFrame = ({ strip, title, tools, children, actions }: Props) => (
  <div className={css['frame']}>
    {strip}
    <div className={css['head']}>
      <h1>{title}</h1>
      {tools !== undefined && <div className={css['tools']}>{tools}</div>}
    </div>
    <main className={css['body']}>{children}</main>
    {actions}
  </div>
)
