import type { EventStore } from '../eventStore.ts'
import { InvalidFilter } from '../filter.ts'
import { systemEvent } from '../systemEvent.ts'
import { systemStream, systemType } from '../systemStreams.ts'
import type { Consumer, ConsumerPort, DropReason } from './consumer.ts'
import { Group } from './group.ts'
import { groupDefinition, groupsDocument, type GroupDefinition } from './settings.ts'

export type GroupOutcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'exists' }
  | { readonly kind: 'does-not-exist' }
  | { readonly kind: 'failed'; readonly reason: string }

export type ConnectOutcome =
  | { readonly kind: 'connected'; readonly group: Group; readonly consumer: Consumer }
  | { readonly kind: 'does-not-exist' }
  | { readonly kind: 'maximum-subscribers-reached' }

const ok: GroupOutcome = { kind: 'ok' }
const missing: GroupOutcome = { kind: 'does-not-exist' }

const keyOf = (stream: string, group: string) => JSON.stringify([stream, group])

/** All persistent subscriptions. Which there are is kept in the log, in `$persistentSubscriptionConfig`. */
export class PersistentSubscriptions {
  readonly #store: EventStore
  readonly #groups = new Map<string, Group>()
  /** Streams that have ever had a group since the start: listing those is empty, listing others an error. */
  readonly #known = new Set<string>()
  /** Those of before whose filter is not taken any more: kept, and not run. */
  #unusable: GroupDefinition[] = []
  readonly #tell: (line: string) => void
  #timer: NodeJS.Timeout | undefined
  #follower = new AbortController()

  constructor(store: EventStore, tell: (line: string) => void = () => undefined) {
    this.#store = store
    this.#tell = tell
  }

  /** Starts the groups that the log knows. */
  start(): void {
    this.#follower = new AbortController()
    this.#unusable = this.#load().filter((definition) => !this.#runs(definition))
    this.#timer = setInterval(() => this.#tick(), 1000)
    this.#timer.unref()
    void this.#follow(this.#follower.signal)
  }

  stop(reason: DropReason = 'stopped'): void {
    this.#follower.abort()
    clearInterval(this.#timer)
    for (const group of this.#groups.values()) group.stop(reason)
    this.#groups.clear()
  }

  restart(): void {
    this.stop('restarted')
    this.start()
  }

  get(stream: string, group: string): Group | undefined {
    return this.#groups.get(keyOf(stream, group))
  }

  all(): Group[] {
    return [...this.#groups.values()]
  }

  /** undefined for a stream that never had a group. */
  ofStream(stream: string): Group[] | undefined {
    if (!this.#known.has(stream)) return undefined
    return this.all().filter(({ definition }) => definition.stream === stream)
  }

  async create(definition: GroupDefinition, by: string): Promise<GroupOutcome> {
    if (this.get(definition.stream, definition.group)) return { kind: 'exists' }
    const reason = this.#problemOf(definition)
    if (reason !== undefined) return { kind: 'failed', reason }
    this.#run(definition)
    this.#unusable = this.#unusable.filter(
      ({ stream, group }) => keyOf(stream, group) !== keyOf(definition.stream, definition.group),
    )
    await this.#save(by)
    return ok
  }

  /** Replaces the settings; the filter stays. Consumers are dropped and come back by themselves. */
  async update(definition: GroupDefinition, by: string): Promise<GroupOutcome> {
    const existing = this.get(definition.stream, definition.group)
    if (!existing) return missing
    const reason = this.#problemOf(definition)
    if (reason !== undefined) return { kind: 'failed', reason }
    const { filter } = existing.definition
    existing.stop('updated')
    this.#run({ ...definition, ...(filter && { filter }) })
    await this.#save(by)
    return ok
  }

  async delete(stream: string, group: string, by: string): Promise<GroupOutcome> {
    const existing = this.get(stream, group)
    if (!existing) return missing
    this.#groups.delete(keyOf(stream, group))
    existing.stop('deleted')
    await this.#save(by)
    await existing.streams.delete()
    return ok
  }

  connect(stream: string, name: string, port: ConsumerPort): ConnectOutcome {
    const group = this.get(stream, name)
    if (!group) return { kind: 'does-not-exist' }
    if (group.isFull) return { kind: 'maximum-subscribers-reached' }
    return { kind: 'connected', group, consumer: group.connect(port) }
  }

  #problemOf(definition: GroupDefinition): string | undefined {
    // What can't be read back at the next start must not be kept.
    const [issue] = groupDefinition.safeParse(definition).error?.issues ?? []
    if (issue) return `${issue.path.join('.')}: ${issue.message}`
    const { stream, settings } = definition
    const { readBatchSize, historyBufferSize, startFrom } = settings
    if (readBatchSize >= historyBufferSize)
      return `Read batch size (${readBatchSize}) must be smaller than history buffer size (${historyBufferSize}).`
    const { lastPosition } = this.#store.log
    if (stream === systemStream.all && startFrom !== 'end' && startFrom > lastPosition)
      return `Start position ${startFrom} is beyond the last position ${lastPosition}.`
    return undefined
  }

  #run(definition: GroupDefinition): void {
    const group = new Group(this.#store, definition)
    this.#groups.set(keyOf(definition.stream, definition.group), group)
    this.#known.add(definition.stream)
    group.pump()
  }

  #runs(definition: GroupDefinition): boolean {
    try {
      this.#run(definition)
      return true
    } catch (error) {
      if (!(error instanceof InvalidFilter)) throw error
      this.#tell(
        `The group ${definition.group} of ${definition.stream} is kept and does not run: ${error.message} Create it again with another filter.`,
      )
      return false
    }
  }

  async #follow(stopped: AbortSignal): Promise<void> {
    const { grown } = this.#store.log
    while (!stopped.aborted) {
      await grown.after(grown.raised, stopped)
      for (const group of this.#groups.values()) group.pump()
    }
  }

  #tick(): void {
    for (const group of this.#groups.values()) group.tick()
  }

  #load(): GroupDefinition[] {
    const { directory, reader } = this.#store.log
    const id = directory.idOf(systemStream.persistentSubscriptions)
    if (id === undefined) return []
    const last = directory.lastRevision(systemStream.persistentSubscriptions)
    const event = reader.eventAt(id, last)
    const parsed = groupsDocument.safeParse(JSON.parse(event?.data.toString('utf8') ?? 'null'))
    return parsed.data?.entries ?? []
  }

  async #save(by: string): Promise<void> {
    const document = {
      version: 1,
      updated: new Date(this.#store.log.clock()).toISOString(),
      updatedBy: by,
      entries: [...this.#unusable, ...this.all().map(({ definition }) => definition)],
    }
    await this.#store.writes.append({
      stream: systemStream.persistentSubscriptions,
      expected: 'any',
      events: [systemEvent(systemType.persistentSubscriptions, JSON.stringify(document))],
    })
  }
}
