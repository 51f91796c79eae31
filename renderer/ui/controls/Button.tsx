import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { classes } from '../classes.ts'
import css from './Button.module.css'

type Props = {
  children: ReactNode
  onPress?: () => void
  /** `primary` is the one next action of a screen; there is never more than one. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  type?: 'button' | 'submit'
  isDisabled?: boolean
  /** Fills the row it stands in. */
  wide?: boolean
  autoFocus?: boolean
  'aria-label'?: string
}

/** A button that a gloved finger hits. */
export const Button = ({ kind = 'plain', wide = false, children, ...rest }: Props) => (
  <AriaButton {...rest} className={classes(css['button'], css[kind], wide && css['wide'])}>
    {children}
  </AriaButton>
)
