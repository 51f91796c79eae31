import { z } from 'zod'
import { tombstoneRevision, type StoredEvent } from '../storage/storedEvent.ts'
import { aclSchema, type Acl } from './acl.ts'
import { parseExactJson, toExactJson } from './exactJson.ts'

/** What a stream's metadata means to the store. Custom properties are kept in the event and ignored here. */
export interface StreamMetadata {
  readonly maxCount?: number | undefined
  /** Seconds. */
  readonly maxAge?: number | undefined
  /** Events below this revision are not visible; `tombstoneRevision` marks a soft delete. */
  readonly truncateBefore?: number | undefined
  readonly acl?: Acl | undefined
}

const maxInt64 = 2n ** 63n - 1n

const int64 = z
  .bigint()
  .min(-maxInt64 - 1n)
  .max(maxInt64)

const ifPositive = int64.transform((value) => (value > 0n ? Number(value) : undefined))

/** Only 2^63-1 is a soft delete; any other large number just hides every event. */
const revision = int64.transform((value) => {
  if (value < 0n) return undefined
  return value === maxInt64 ? tombstoneRevision : Math.min(Number(value), tombstoneRevision - 1)
})

const document = z
  .object({
    $maxCount: ifPositive.optional(),
    $maxAge: ifPositive.optional(),
    $tb: revision.optional(),
    $tmp: z.boolean().optional(),
    $cacheControl: int64.optional(),
    $acl: aclSchema.optional(),
  })
  .transform(({ $maxCount, $maxAge, $tb, $acl }) => ({
    maxCount: $maxCount,
    maxAge: $maxAge,
    truncateBefore: $tb,
    acl: $acl,
  }))

/**
 * Reads a `$metadata` event. As in EventStoreDB, one that is not JSON or has one property of the wrong type counts as
 * no metadata at all, while a count, an age or a revision that is out of range counts as absent.
 */
export function parseMetadata(event: StoredEvent | undefined): StreamMetadata {
  const properties = event?.json ? parseObject(event.data) : undefined
  return document.safeParse(properties).data ?? {}
}

export const isSoftDeleted = (metadata: StreamMetadata) =>
  metadata.truncateBefore === tombstoneRevision

/** Metadata that says nothing but where the stream begins. */
export const truncatedBefore = (revision: number): Buffer =>
  Buffer.from(toExactJson({ $tb: BigInt(revision) }))

/** The metadata of a soft-deleted stream. */
export const softDeleted: Buffer = Buffer.from(toExactJson({ $tb: maxInt64 }))

/** `original` with another beginning of the stream, and everything else as it was; undefined when it is no JSON object. */
export function withTruncateBefore(original: Buffer, revision: number): Buffer | undefined {
  const properties = parseObject(original)
  return properties && Buffer.from(toExactJson({ ...properties, $tb: BigInt(revision) }))
}

function parseObject(text: Buffer): object | undefined {
  try {
    return z.looseObject({}).safeParse(parseExactJson(text.toString('utf8'))).data
  } catch {
    return undefined
  }
}
