import { classes } from '../classes.ts'
import css from './Quantity.module.css'

const figures = new Intl.NumberFormat('en', { useGrouping: 'min2' })
const signed = new Intl.NumberFormat('en', { useGrouping: 'min2', signDisplay: 'exceptZero' })

/** A whole number as the floor reads it: 12,500; with `sign`, +12 and −3 (a true minus, as wide as the plus). */
export const formatQuantity = (value: number, sign = false): string =>
  (sign ? signed : figures).format(value).replace('-', '−')

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
    {formatQuantity(value, sign)}
    {pending && <span className="visually-hidden"> (not sent yet)</span>}
  </span>
)
