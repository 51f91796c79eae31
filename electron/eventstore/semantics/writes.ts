import { tombstoneRevision, type NewEvent } from '../storage/storedEvent.ts'
import { checkAppend, type AppendDecision } from './appendCheck.ts'
import { noStream, type ExpectedRevision } from './expectedRevision.ts'
import type { Log } from './log.ts'
import { silent, type Observer } from './observer.ts'
import { softDeleted, withTruncateBefore } from './streamMetadata.ts'
import { systemEvent } from './systemEvent.ts'
import { isMetastream, metastreamOf, originalOf, systemType } from './systemStreams.ts'
import { visibility } from './visibility.ts'
import type { WriteOutcome, Written } from './writeOutcome.ts'

export interface AppendRequest {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: readonly NewEvent[]
  /** Milliseconds since 1970, by the log's clock. Nothing is written once it has passed. */
  readonly deadline?: number
}

/** What a flush costs beyond the data: keys, ids, row headers. */
const overhead = 100

const sizeOf = (events: readonly NewEvent[]) =>
  events.reduce((sum, event) => sum + event.data.length + event.metadata.length + overhead, 0)

/** Changes to streams. Each is checked and written in one transaction, and answered once that is durable. */
export class StreamWrites {
  readonly #log: Log
  readonly #observer: Observer

  constructor(log: Log, observer: Observer = silent) {
    this.#log = log
    this.#observer = observer
  }

  append(request: AppendRequest): Promise<WriteOutcome> {
    const { events } = request
    return this.#submit(sizeOf(events), events.length, () => this.#append(request))
  }

  /** Hides the stream; it can be written again later and then goes on at the next revision. */
  softDelete(stream: string, expected: ExpectedRevision): Promise<WriteOutcome> {
    return this.#submit(overhead, 1, () => {
      const event = systemEvent(systemType.metadata, softDeleted)
      const decision = this.#check(stream, expected, [event.id])
      if (decision.kind !== 'ok') return this.#refusal(stream, decision)
      return this.#refuseToHide(stream) ?? this.#writeMetadata(stream, event)
    })
  }

  /** Ends the stream for ever. */
  tombstone(stream: string, expected: ExpectedRevision): Promise<WriteOutcome> {
    return this.#submit(overhead, 1, () => {
      const event = systemEvent(systemType.streamDeleted, '', { json: false })
      const decision = this.#check(stream, expected, [event.id])
      if (decision.kind !== 'ok') return this.#refusal(stream, decision)
      const position = this.#log.append(stream, tombstoneRevision, event)
      return { kind: 'written', revision: tombstoneRevision, position }
    })
  }

  async #submit(bytes: number, events: number, work: () => WriteOutcome): Promise<WriteOutcome> {
    const started = performance.now()
    const outcome = await this.#log.commits.submit(bytes, work)
    this.#observer.written(outcome.kind, events, (performance.now() - started) / 1000)
    return outcome
  }

  #append({ stream, expected, events, deadline }: AppendRequest): WriteOutcome {
    if (deadline !== undefined && this.#log.clock() > deadline) return { kind: 'timeout' }
    const ids = events.map((event) => event.id)
    const decision = this.#check(stream, expected, ids)
    if (decision.kind === 'idempotent') return this.#alreadyWritten(stream, decision.last)
    if (decision.kind !== 'ok') return this.#refusal(stream, decision)
    return this.#write(stream, events)
  }

  #write(stream: string, events: readonly NewEvent[]): Written {
    const { directory } = this.#log
    const last = directory.lastRevision(stream)
    const recreated = !isMetastream(stream) && directory.isSoftDeleted(stream)
    const revived =
      isMetastream(stream) && directory.isSoftDeleted(originalOf(stream))
        ? originalOf(stream)
        : undefined
    let position = this.#log.nextPosition - 1
    for (const [index, event] of events.entries())
      position = this.#log.append(stream, last + 1 + index, event)
    if (recreated) this.#undelete(stream, last + 1)
    if (revived !== undefined) this.#undelete(revived, directory.lastRevision(revived) + 1)
    return { kind: 'written', revision: last + events.length, position }
  }

  /** Brings a soft-deleted stream back with what is visible beginning at `from`; its other metadata stays. */
  #undelete(stream: string, from: number) {
    const metastream = metastreamOf(stream)
    const current = this.#log.eventAt(metastream, this.#log.directory.lastRevision(metastream))
    const data = current && withTruncateBefore(current.data, from)
    // What is no JSON object says nothing, so the stream is back already.
    if (data) this.#writeMetadata(stream, systemEvent(systemType.metadata, data))
  }

  #writeMetadata(stream: string, event: NewEvent): Written {
    const metastream = metastreamOf(stream)
    const revision = this.#log.directory.lastRevision(metastream) + 1
    const position = this.#log.append(metastream, revision, event)
    return { kind: 'written', revision, position }
  }

  #check(stream: string, expected: ExpectedRevision, ids: readonly Buffer[]): AppendDecision {
    const { directory, recentIds } = this.#log
    const log = this.#log
    return checkAppend(expected, ids, {
      last: directory.lastRevision(stream),
      get softDeleted() {
        return directory.isSoftDeleted(stream)
      },
      get hasMetadata() {
        return directory.hasMetadata(stream)
      },
      recentRevision: (id) => recentIds.revisionIn(directory.idOf(stream), id),
      idAt: (revision) => log.idAt(stream, revision),
    })
  }

  /** Whatever is expected: a stream without events and metadata can't be deleted, nor one whose metastream has ended. */
  #refuseToHide(stream: string): WriteOutcome | undefined {
    const { directory } = this.#log
    const metadata = directory.lastRevision(metastreamOf(stream))
    if (metadata === tombstoneRevision) return { kind: 'stream-deleted' }
    if (directory.lastRevision(stream) === noStream && metadata === noStream)
      return { kind: 'wrong-expected-version', current: noStream }
    return undefined
  }

  /** Where the events are, unless they can't be read any more: EventStoreDB then answers without a position. */
  #alreadyWritten(stream: string, revision: number): Written {
    const { directory, clock } = this.#log
    const event = this.#log.eventAt(stream, revision)
    const seen = visibility(directory.metadata(stream), directory.lastRevision(stream), clock())
    return {
      kind: 'written',
      revision,
      position: event && seen.isVisible(event) ? event.position : undefined,
    }
  }

  #refusal(stream: string, decision: AppendDecision): WriteOutcome {
    if (decision.kind === 'stream-deleted') return { kind: 'stream-deleted' }
    return { kind: 'wrong-expected-version', current: this.#log.directory.lastRevision(stream) }
  }
}
