import type { Link } from '#shared/contract/api/index.ts'

/**
 * The link as people are shown it. After an attempt that failed, the next ones are still the same absence: shown as
 * they come and go, they would flash every few seconds.
 */
export const shownState = ({ state, problem }: Pick<Link, 'state' | 'problem'>): Link['state'] =>
  state === 'connecting' && problem !== null ? 'offline' : state
