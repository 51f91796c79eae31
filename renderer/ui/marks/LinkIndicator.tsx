import { formatNumber } from '#shared/words/format.ts'
import { classes } from '../classes.ts'
import css from './LinkIndicator.module.css'

/**
 * `online`: the central store answers. `offline`: it does not; normal. `held`: sync stopped until a person looks.
 * `unknown`: the terminal itself does not answer, so nobody can say.
 */
export type LinkState = 'online' | 'connecting' | 'offline' | 'held' | 'unknown'

type Props = {
  state: LinkState
  /** Entries known only to this terminal. */
  pending: number
  /** Entries that need a person. */
  conflicts?: number
  /** How long the state has lasted, in words: "12 min". */
  since?: string | undefined
  /** What is wrong with this machine, in few words: "clock is 1 h ahead". */
  wrong?: string | undefined
  onPress?: (() => void) | undefined
}

const words: Record<LinkState, string> = {
  online: 'Online',
  connecting: 'Connecting',
  offline: 'Offline',
  held: 'Stopped',
  unknown: 'No answer',
}

/** The quiet, exact word on the connection: state, how long, how much is not sent. */
export const LinkIndicator = ({ state, pending, conflicts = 0, since, wrong, onPress }: Props) => (
  <button type="button" className={css['link']} data-state={state} onClick={onPress}>
    <span className={css['shape']} aria-hidden="true" />
    <span className={css['words']}>
      {words[state]}
      {since !== undefined && state !== 'online' && <span className={css['since']}> {since}</span>}
    </span>
    {wrong !== undefined && (
      <span className={classes(css['count'], css['conflicts'])}>{wrong}</span>
    )}
    {pending > 0 && (
      <span className={classes(css['count'], css['pending'])}>
        {formatNumber(pending)} <span className={css['unit']}>not sent</span>
      </span>
    )}
    {conflicts > 0 && (
      <span className={classes(css['count'], css['conflicts'])}>
        {formatNumber(conflicts)} to settle
      </span>
    )}
  </button>
)
