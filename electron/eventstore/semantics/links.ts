import type { StoredEvent } from '../storage/storedEvent.ts'
import type { Log } from './log.ts'
import { visibility } from './visibility.ts'
import { systemType } from './systemStreams.ts'

/** What a reader gets: an event, a link with its target, or a link whose target is gone. */
export interface ResolvedEvent {
  readonly event?: StoredEvent
  readonly link?: StoredEvent
}

/** The event that stands at the place that was read: the link, if there is one. */
export function originalEvent(resolved: ResolvedEvent): StoredEvent {
  const original = resolved.link ?? resolved.event
  if (!original) throw new Error('A resolved event has an event or a link.')
  return original
}

/** `revision@stream`; undefined for anything else. */
export function parseLink(data: Buffer): { stream: string; revision: number } | undefined {
  const match = /^(\d+)@(.+)$/s.exec(data.toString('utf8'))
  if (!match?.[1] || !match[2]) return undefined
  const revision = Number(match[1])
  return Number.isSafeInteger(revision) ? { revision, stream: match[2] } : undefined
}

/** Whether the reader may see events of a stream: a link does not open what its target's ACL closes. */
export type MayRead = (stream: string) => boolean

export function resolveLink(log: Log, event: StoredEvent, mayRead: MayRead): ResolvedEvent {
  if (event.type !== systemType.link) return { event }
  const target = parseLink(event.data)
  const found = target && mayRead(target.stream) && eventAt(log, target.stream, target.revision)
  return found ? { event: found, link: event } : { link: event }
}

/** The event if it is there and visible. */
function eventAt(log: Log, stream: string, revision: number): StoredEvent | undefined {
  const id = log.directory.idOf(stream)
  if (id === undefined) return undefined
  const event = log.reader.eventAt(id, revision)
  if (!event) return undefined
  const last = log.directory.lastRevision(stream)
  const seen = visibility(log.directory.metadata(stream), last, log.clock())
  return seen.isVisible(event) ? event : undefined
}
