import type { Link, Restoration, TerminalStatus } from '#shared/contract/api/index.ts'
import type { ProblemCode } from '#shared/contract/problem.ts'
import { dayAndTime, formatCount, formatDuration, formatNumber } from '#shared/words/format.ts'
import { describeClock } from '#shared/words/index.ts'
import { shownState } from '../../work/words/linkState.ts'

/** How it stands, as a heading. Offline is the normal case. */
export const headline = ({
  link,
  pending,
  conflicts,
}: Pick<TerminalStatus, 'link' | 'pending' | 'conflicts'>): string => {
  const unsent = `${formatNumber(pending)} not sent yet`
  const state = shownState(link)
  switch (state) {
    case 'online':
      if (pending > 0) return `Online, sending. ${unsent}`
      return conflicts.own > 0 ? 'Online. Some need a person' : 'Online. Everything is sent'
    case 'connecting':
      return `Connecting. ${unsent}`
    case 'offline':
      return pending > 0 ? `Offline. ${unsent}` : 'Offline. Nothing waits to be sent'
    case 'parked':
      return 'Stopped until somebody looks'
    default:
      return state satisfies never
  }
}

/** What passes by itself, as networks and servers do. Everything else waits for somebody to put it right. */
const passing: ReadonlySet<ProblemCode> = new Set([
  'unreachable',
  'timeout',
  'restarting',
  'electing',
  'internal',
  'not-set-up',
])

/** What the state of the link means for whoever works here. */
export const reassurance = (link: Pick<Link, 'state' | 'problem'>): string =>
  shownState(link) === 'offline' && link.problem !== null && !passing.has(link.problem.code)
    ? 'Work goes on. Everything is saved here, and is sent by itself once this is put right.'
    : reassurances[shownState(link)]

const reassurances: Readonly<Record<Link['state'], string>> = {
  online: 'What is recorded here is in the central store within moments.',
  connecting: 'Looking for the central store. Work goes on meanwhile.',
  offline: 'Work goes on. Everything is saved here and is sent by itself when the network is back.',
  parked: 'Work goes on. Everything is saved here; nothing is sent until somebody has looked.',
}

/** What happened, what was kept, what to do now. */
export type ThreeParts = { happened: string; kept: string; next: string }

/** Why the exchange was stopped on purpose. */
export const stopped = ({ problem }: Pick<Link, 'problem'>): ThreeParts =>
  problem?.code === 'terminal-shared'
    ? {
        happened: problem.message,
        kept: 'Everything recorded here is safe, and work goes on. Nothing more is sent.',
        next: 'Close the other one for good, then press Try now. A second machine needs a name of its own.',
      }
    : {
        happened: problem?.message ?? 'The central store is not the one that this terminal knows.',
        kept: 'Nothing was sent and nothing was wiped. Everything recorded here is safe, and work goes on.',
        next: 'A supervisor has to look at the central store before this terminal goes on sending.',
      }

/** The clock of this machine is wrong. */
export const wrongClock = (offset: number): ThreeParts => ({
  happened: `The clock of this machine ${describeClock(offset)}, by the clock of the central store.`,
  kept: 'Everything is recorded. What is recorded meanwhile is marked, and where its time matters a person is asked.',
  next: 'Set the clock of this machine right, best by a time server. Tallydeck notices by itself.',
})

/** How long it is said on the screen that a terminal was put back from a copy. */
const RESTORED_SHOWN_MS = 14 * 24 * 3600 * 1000

export const isRecent = ({ resumed }: Restoration, now: number): boolean =>
  now - Date.parse(resumed) < RESTORED_SHOWN_MS

/** The terminal was put back from a copy of its data folder: what came back, and what did not. */
export const restored = (
  { copied, resumed, returned, latest }: Restoration,
  now: number,
): ThreeParts => {
  const of = copied === undefined ? '' : ` of ${dayAndTime(copied, now)}`
  const from = copied === undefined ? 'before' : `from ${dayAndTime(copied, now)} to`
  const entries = formatCount(returned, 'entry', 'entries')
  const last = latest === undefined ? '' : `, the latest of ${dayAndTime(latest, now)}`
  return {
    happened: `This terminal was put back from a copy${of}.`,
    kept: `What had been sent after that came back from the central store: ${entries}${last}.`,
    next: `What was recorded ${from} ${dayAndTime(resumed, now)} and had not been sent is lost: enter it again.`,
  }
}

/** How long ago something was. */
export const ago = (timestamp: string, now: number): string =>
  `${formatDuration(now - Date.parse(timestamp))} ago`

/** When the central store was last there. While it is, nothing new to say is no silence. */
export const lastAnswer = (
  { state, lastContact }: Pick<Link, 'state' | 'lastContact'>,
  now: number,
): string => {
  if (state === 'online') return 'now'
  return lastContact === null ? 'never' : ago(lastContact, now)
}

/** When the next attempt is made to connect. */
export const nextTry = (
  { state, nextAttempt }: Pick<Link, 'state' | 'nextAttempt'>,
  now: number,
): string => {
  if (state === 'connecting') return 'now'
  return nextAttempt === null ? '–' : `in ${formatDuration(Date.parse(nextAttempt) - now)}`
}
