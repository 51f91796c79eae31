import type { ReactNode } from 'react'
import css from './FloorFrame.module.css'

type Props = {
  strip: ReactNode
  prompt: ReactNode
  /** The one thing in hand: one big fact, one big number. */
  children: ReactNode
  trail?: ReactNode
  actions?: ReactNode
}

/**
 * The frame of every floor screen: strip, prompt, work with its actions, trail, always in the same place.
 * Upright, the trail folds under the work and the actions come to the thumb.
 */
export const FloorFrame = ({ strip, prompt, children, trail, actions }: Props) => (
  <div className={css['frame']} data-trail={trail === undefined ? undefined : ''}>
    {strip}
    <div className={css['prompt']}>{prompt}</div>
    <main className={css['work']}>{children}</main>
    {trail !== undefined && <div className={css['trail']}>{trail}</div>}
    {actions !== undefined && <div className={css['actions']}>{actions}</div>}
  </div>
)
