import { z } from 'zod'
import { tombstoneRevision, type StoredEvent } from '../storage/storedEvent.ts'

/** What a stream's metadata means to the store. Custom properties are kept in the event and ignored here. */
export interface StreamMetadata {
  readonly maxCount?: number
  /** Seconds. */
  readonly maxAge?: number
  /** Events below this revision are not visible; `tombstoneRevision` marks a soft delete. */
  readonly truncateBefore?: number
  readonly acl?: Acl
}

/** Users and groups that may do a thing; undefined falls back to the default. */
export interface Acl {
  readonly read?: readonly string[]
  readonly write?: readonly string[]
  readonly delete?: readonly string[]
  readonly metaRead?: readonly string[]
  readonly metaWrite?: readonly string[]
}

/** A soft delete writes 2^63-1, which `JSON.parse` rounds up; any other large number just hides every event. */
const int64 = z
  .number()
  .nonnegative()
  .transform((value) =>
    value === 2 ** 63 ? tombstoneRevision : Math.min(value, tombstoneRevision - 1),
  )
const positive = z.int().positive()
const roles = z.union([z.string().transform((role) => [role]), z.array(z.string())])

const document = z.object({
  $maxCount: positive.optional().catch(undefined),
  $maxAge: positive.optional().catch(undefined),
  $tb: int64.optional().catch(undefined),
  $acl: z
    .object({
      $r: roles.optional().catch(undefined),
      $w: roles.optional().catch(undefined),
      $d: roles.optional().catch(undefined),
      $mr: roles.optional().catch(undefined),
      $mw: roles.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

const none: StreamMetadata = {}

const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

/** Reads a `$metadata` event. One that can't be understood counts as no metadata, as in EventStoreDB. */
export function parseMetadata(event: StoredEvent | undefined): StreamMetadata {
  if (!event) return none
  let json: unknown
  try {
    json = JSON.parse(event.data.toString('utf8'))
  } catch {
    return none
  }
  const parsed = document.safeParse(json)
  if (!parsed.success) return none
  const { $maxCount, $maxAge, $tb, $acl } = parsed.data
  return defined({
    maxCount: $maxCount,
    maxAge: $maxAge,
    truncateBefore: $tb,
    acl:
      $acl &&
      defined({
        read: $acl.$r,
        write: $acl.$w,
        delete: $acl.$d,
        metaRead: $acl.$mr,
        metaWrite: $acl.$mw,
      }),
  }) as StreamMetadata
}

export const isSoftDeleted = (metadata: StreamMetadata) =>
  metadata.truncateBefore === tombstoneRevision

/**
 * The text of `original` with `$tb` set to `revision`, and everything else as it was.
 * Written into the text because a parsed int64 would come back rounded.
 */
export function withTruncateBefore(original: Uint8Array | undefined, revision: bigint): Buffer {
  const marker = '\u0000tb'
  let properties: Record<string, unknown> = {}
  try {
    const parsed: unknown = JSON.parse(Buffer.from(original ?? []).toString('utf8'))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      properties = parsed as Record<string, unknown>
  } catch {
    // Not JSON: there is nothing to keep.
  }
  const text = JSON.stringify({ ...properties, $tb: marker })
  return Buffer.from(text.replace(JSON.stringify(marker), revision.toString()))
}
