/** An event as the log keeps it. */
export interface StoredEvent {
  /** Log position, from 1, growing by 1. */
  readonly position: number
  readonly stream: string
  /** Revision in its stream, from 0, or `tombstoneRevision`. */
  readonly revision: number
  /** UUID, 32 hexadecimal digits in lower case. */
  readonly id: string
  readonly type: string
  readonly json: boolean
  /** Milliseconds since 1970, by the store's clock. */
  readonly created: number
  readonly data: Buffer
  readonly metadata: Buffer
  /** One of the newest, which all that follow the log are given as the same object. */
  readonly shared?: true
}

/** What an event needs before the log gives it a place. */
export interface NewEvent {
  /** UUID, 16 bytes, big-endian. */
  readonly id: Buffer
  readonly type: string
  readonly json: boolean
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

/**
 * The revision of a tombstone. On the wire it is 2^63-1; here the largest exact number stands for it,
 * so that revisions can be plain numbers.
 */
export const tombstoneRevision = Number.MAX_SAFE_INTEGER

/** A revision in decimal, as clients know it. */
export const revisionText = (revision: number): string =>
  revision === tombstoneRevision ? '9223372036854775807' : revision.toString()
