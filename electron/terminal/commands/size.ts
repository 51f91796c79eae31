import { type DomainCommand, type DomainEvent, refuse, type Refused } from '#shared/domain/index.ts'

/**
 * What the central store takes in one append is 1 MiB of event data, and an intention is never split over two. Some is
 * left for what a rebase may add to it.
 */
const MOST_EVENT_BYTES = 900 * 1024
/** A conflict has the whole command in its event, beside what it says of the case. */
const MOST_COMMAND_BYTES = 512 * 1024

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

const tooLarge = (bytes: number, limit: number): Refused =>
  refuse('too-large', { kilobytes: Math.ceil(bytes / 1024), limit: Math.floor(limit / 1024) })

/** Refuses an intention that could never be sent, or whose conflict could not. */
export function refuseTooLarge(
  command: DomainCommand,
  decided: readonly DomainEvent[],
): Refused | undefined {
  const aboutConflict = command.type === 'RaiseConflict' || command.type === 'ReopenConflict'
  const asked = aboutConflict ? 0 : bytesOf(command)
  if (asked > MOST_COMMAND_BYTES) return tooLarge(asked, MOST_COMMAND_BYTES)
  const bytes = decided.reduce((sum, { data }) => sum + bytesOf(data), 0)
  return bytes > MOST_EVENT_BYTES ? tooLarge(bytes, MOST_EVENT_BYTES) : undefined
}
