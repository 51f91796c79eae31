import { tombstoneRevision, type StoredEvent } from '../storage/storedEvent.ts'
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

/** What a link says: a place, one that can't be, or nothing, as its data does not begin with a revision. */
export type LinkTarget =
  { readonly stream: string; readonly revision: number } | 'nowhere' | undefined

/** `revision@stream`, where -1 stands for the last revision. */
export function parseLink(data: Buffer): LinkTarget {
  const [, number, stream = ''] = /^\s*([+-]?\d+)\s*(?:@(.*))?$/s.exec(data.toString('utf8')) ?? []
  if (number === undefined) return undefined
  const revision = Number(number)
  return stream === '' || revision < -1 || !Number.isSafeInteger(revision)
    ? 'nowhere'
    : { revision, stream }
}

/** Whether the reader may see events of a stream: a link does not open what its target's ACL closes. */
export type MayRead = (stream: string) => boolean

export function resolveLink(log: Log, event: StoredEvent, mayRead: MayRead): ResolvedEvent {
  if (event.type !== systemType.link) return { event }
  const target = parseLink(event.data)
  if (target === undefined) return { event }
  if (target === 'nowhere' || !mayRead(target.stream)) return { link: event }
  const found = eventAt(log, target.stream, target.revision)
  return found ? { event: found, link: event } : { link: event }
}

/** The event if it is there and visible. */
function eventAt(log: Log, stream: string, revision: number): StoredEvent | undefined {
  const id = log.directory.idOf(stream)
  if (id === undefined) return undefined
  const last = log.directory.lastRevision(stream)
  if (last === tombstoneRevision) return undefined
  const event = log.reader.eventAt(id, revision === -1 ? last : revision)
  if (!event) return undefined
  const seen = visibility(log.directory.metadata(stream), last, log.clock())
  return seen.isVisible(event) ? event : undefined
}
