import { tombstoneRevision } from '../storage/storedEvent.ts'
import { noStream, type ExpectedRevision } from './expectedRevision.ts'

/** What the check needs to know of the stream, as it stands. */
export interface StreamFacts {
  /** Last revision, -1 without events, `tombstoneRevision` after a tombstone. */
  readonly last: number
  readonly softDeleted: boolean
  readonly hasMetadata: boolean
  /** The revision in this stream that a recently written id has; undefined for unknown ids and other streams. */
  recentRevision(id: Buffer): number | undefined
  idAt(revision: number): Buffer | undefined
}

export type AppendDecision =
  | { readonly kind: 'ok' }
  /** The same events are there already, the last of them at `last`. */
  | { readonly kind: 'idempotent'; readonly last: number }
  | { readonly kind: 'wrong-expected-version' }
  | { readonly kind: 'stream-deleted' }

const ok: AppendDecision = { kind: 'ok' }
const wrong: AppendDecision = { kind: 'wrong-expected-version' }
const deleted: AppendDecision = { kind: 'stream-deleted' }

/**
 * Whether events with these ids may be appended: EventStoreDB's check, case by case.
 * Surprising but true to it: at the expected revision ids are not looked at, so a retry with the new head doubles events.
 */
export function checkAppend(
  expected: ExpectedRevision,
  ids: readonly Buffer[],
  stream: StreamFacts,
): AppendDecision {
  if (stream.last === tombstoneRevision) return deleted
  if (expected === 'stream_exists') {
    if (stream.softDeleted) return deleted
    if (stream.last === noStream && !stream.hasMetadata) return wrong
  }
  if (expected === 'any' || expected === 'stream_exists') return checkByRecentIds(ids, stream)

  const base = expected === 'no_stream' ? noStream : expected
  if (base > stream.last) return wrong
  if (base === stream.last) return ok
  return checkByRevision(base, ids, stream)
}

function checkByRecentIds(ids: readonly Buffer[], stream: StreamFacts): AppendDecision {
  let last: number | undefined
  for (const id of ids) {
    const revision = stream.recentRevision(id)
    if (revision === undefined) return last === undefined ? ok : wrong
    last = revision
  }
  return last === undefined ? ok : { kind: 'idempotent', last }
}

function checkByRevision(
  base: number,
  ids: readonly Buffer[],
  stream: StreamFacts,
): AppendDecision {
  for (const [index, id] of ids.entries()) {
    if (stream.idAt(base + 1 + index)?.equals(id)) continue
    const recreates = index === 0 && base === noStream && stream.softDeleted
    return recreates ? ok : wrong
  }
  return ids.length === 0 ? wrong : { kind: 'idempotent', last: base + ids.length }
}
