import { z } from 'zod'
import { revisionText, tombstoneRevision, type StoredEvent } from '../../storage/storedEvent.ts'
import type { EventStore } from '../eventStore.ts'
import { toExactJson } from '../exactJson.ts'
import { originalEvent, resolveLink, type ResolvedEvent } from '../links.ts'
import { truncatedBefore } from '../streamMetadata.ts'
import { systemEvent } from '../systemEvent.ts'
import { metastreamOf, systemType } from '../systemStreams.ts'
import { visibility } from '../visibility.ts'
import type { Message } from './message.ts'
import type { GroupDefinition } from './settings.ts'

const checkpointText = z.string().regex(/^(?:\d+|C:\d+\/P:\d+)$/)

/** What a group keeps in the log: its checkpoint, and the messages that it has parked. */
export class GroupStreams {
  readonly #store: EventStore
  readonly #checkpoint: string
  readonly #parked: string
  readonly #followLinks: boolean
  /** Made again while what it had parked before is deleted: it counts from the beginning of that stream. */
  #countsAll: boolean

  constructor(store: EventStore, { stream, group, settings }: GroupDefinition) {
    this.#store = store
    this.#followLinks = settings.resolveLinks
    this.#checkpoint = `$persistentsubscription-${stream}::${group}-checkpoint`
    this.#parked = `$persistentsubscription-${stream}::${group}-parked`
    this.#countsAll = store.log.directory.isSoftDeleted(this.#parked)
  }

  /** The place up to which everything is done; undefined before the first checkpoint. */
  loadCheckpoint(): number | undefined {
    const { directory, reader } = this.#store.log
    const id = directory.idOf(this.#checkpoint)
    if (id === undefined || directory.isSoftDeleted(this.#checkpoint)) return undefined
    const event = reader.eventAt(id, directory.lastRevision(this.#checkpoint))
    const text = checkpointText.safeParse(JSON.parse(event?.data.toString('utf8') ?? 'null'))
    const place = /^(?:C:)?(\d+)/.exec(text.data ?? '')?.[1]
    return place === undefined ? undefined : Math.min(Number(place), tombstoneRevision)
  }

  async saveCheckpoint(place: string): Promise<void> {
    const { writes, log } = this.#store
    const limited = log.directory.hasMetadata(this.#checkpoint)
      ? undefined
      : writes.append({
          stream: metastreamOf(this.#checkpoint),
          expected: 'any',
          events: [systemEvent(systemType.metadata, JSON.stringify({ $maxCount: 1 }))],
        })
    const saved = writes.append({
      stream: this.#checkpoint,
      expected: 'any',
      events: [systemEvent(systemType.checkpoint, JSON.stringify(place))],
    })
    await Promise.all([limited, saved])
  }

  /** Puts a message aside, as a link to its event with the reason. Resolves when that is durable. */
  async park({ resolved }: Message, reason: string): Promise<void> {
    const { event } = resolved
    const original = originalEvent(resolved)
    const metadata = {
      added: new Date(this.#store.log.clock()).toISOString().replace('Z', '+00:00'),
      reason,
      ...(original.revision !== 0 && {
        subscriptionEventNumber: BigInt(revisionText(original.revision)),
      }),
    }
    // Of a link its target is parked; of one without a target, what the link says.
    const link = event
      ? `${revisionText(event.revision)}@${event.stream}`
      : original.data.toString('utf8')
    await this.#store.writes.append({
      stream: this.#parked,
      expected: 'any',
      events: [
        systemEvent(systemType.link, link, { json: false, metadata: toExactJson(metadata) }),
      ],
    })
  }

  get parkedCount(): number {
    const { first, last } = this.#parkedRange()
    if (this.#countsAll && !this.#store.log.directory.isSoftDeleted(this.#parked)) return last + 1
    return Math.max(0, last - first + 1)
  }

  /**
   * The parked messages, oldest first, with their events, in chunks.
   * @param end the revision of the parked stream to stop before
   */
  *parked(end: number): Generator<ResolvedEvent[]> {
    const { directory, reader } = this.#store.log
    const id = directory.idOf(this.#parked)
    if (id === undefined) return
    for (let from = this.#parkedRange().first; from < end;) {
      const links = reader.readStream(id, 'forwards', from)
      yield links.filter(({ revision }) => revision < end).map((link) => this.#target(link))
      from = (links.at(-1)?.revision ?? end) + 1
    }
  }

  /** The event behind the link; where what was parked was itself a link, as the group delivers links. */
  #target(link: StoredEvent): ResolvedEvent {
    const { event } = resolveLink(this.#store.log, link, () => true)
    if (!event) return { link }
    if (!this.#followLinks) return { event, link }
    const { event: behind = event } = resolveLink(this.#store.log, event, () => true)
    return { event: behind, link }
  }

  /** Where a replay ends that is asked to stop at the given revision; undefined when there is nothing to replay. */
  replayEnd(stopAt: number | undefined): number | undefined {
    const { first, last } = this.#parkedRange()
    const end = Math.min(stopAt ?? last + 1, last + 1)
    return end > first ? end : undefined
  }

  /** The parked messages before this revision are back in the group. */
  async markReplayed(before: number): Promise<void> {
    const metadata = truncatedBefore(before).toString()
    await this.#store.writes.append({
      stream: metastreamOf(this.#parked),
      expected: 'any',
      events: [systemEvent(systemType.metadata, metadata)],
    })
    this.#countsAll = false
  }

  async delete(): Promise<void> {
    await this.#store.writes.softDelete(this.#checkpoint, 'any')
    await this.#store.writes.softDelete(this.#parked, 'any')
  }

  #parkedRange(): { first: number; last: number } {
    const { directory, clock } = this.#store.log
    const last = directory.lastRevision(this.#parked)
    const { firstRevision } = visibility(directory.metadata(this.#parked), last, clock())
    return { first: firstRevision, last }
  }
}
