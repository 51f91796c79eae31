import type { Link, TerminalStatus } from '#shared/contract/api/index.ts'

/** How it stands, as a heading. Offline is the normal case. */
export const headline = ({
  link,
  pending,
  conflicts,
}: Pick<TerminalStatus, 'link' | 'pending' | 'conflicts'>): string => {
  const unsent = `${pending.toLocaleString('en')} not sent yet`
  switch (link.state) {
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
      return link.state satisfies never
  }
}

/** What the state of the link means for whoever works here. */
export const reassurance: Readonly<Record<Link['state'], string>> = {
  online: 'What is recorded here is in the central store within moments.',
  connecting: 'Looking for the central store. Work goes on meanwhile.',
  offline: 'Work goes on. Everything is saved here and is sent by itself when the network is back.',
  parked: 'Work goes on. Everything is saved here; nothing is sent until a supervisor has looked.',
}

/** A length of time to the second, as a clock has it: 0:08, 12:20, 3:04:05. Never below zero. */
export const duration = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(seconds % 60)}`
    : `${String(minutes)}:${two(seconds % 60)}`
}

/** How long ago something was. */
export const ago = (timestamp: string, now: number): string =>
  `${duration(now - Date.parse(timestamp))} ago`

/** When the central store was last there. While it is, nothing new to say is no silence. */
export const lastAnswer = (
  { state, lastContact }: Pick<Link, 'state' | 'lastContact'>,
  now: number,
): string => {
  if (state === 'online') return 'now'
  return lastContact === null ? 'never' : ago(lastContact, now)
}
