import { formatDifference, formatNumber } from '#shared/words/format.ts'
import { classes } from '../classes.ts'
import css from './Quantity.module.css'

type Props = {
  value: number
  /** Shows + before what comes in. */
  sign?: boolean
  /** Hatched: part of it is known only to this terminal. */
  pending?: boolean
  size?: 'text' | 'large' | 'hero'
}

/** A number of pieces in tabular figures. */
export const Quantity = ({ value, sign = false, pending = false, size = 'text' }: Props) => (
  <span className={classes(css['quantity'], css[size], pending && css['pending'])}>
    {sign ? formatDifference(value) : formatNumber(value)}
    {pending && <span className="visually-hidden"> (not sent yet)</span>}
  </span>
)
