import { classes } from '../classes.ts'
import css from './Mark.module.css'

/**
 * How sure something is. `pending` is the hatched form of `confirmed`, the same shape: it is the same thing, not yet sent.
 * `parked` waits for a person. `undone` was answered by an opposite entry.
 */
export type Certainty = 'pending' | 'confirmed' | 'parked' | 'undone'

const words: Record<Certainty, string> = {
  pending: 'Not sent yet',
  confirmed: 'Confirmed',
  parked: 'Needs a person',
  undone: 'Undone',
}

/** A shape and a word. `quiet` keeps the word for screen readers only. */
export const Mark = ({ certainty, quiet = false }: { certainty: Certainty; quiet?: boolean }) => (
  <span className={css['mark']} data-certainty={certainty}>
    <span className={css['shape']} aria-hidden="true" />
    <span className={classes(quiet && 'visually-hidden')}>{words[certainty]}</span>
  </span>
)
