import { createHash } from 'node:crypto'

/** Names of what a terminal derives from an intention, by themselves (RFC 9562, version 5). */
const NAMESPACE = Buffer.from('5f0b1b8c3c7d4a55a7a4c1d3f2e60b91', 'hex')

/**
 * An id that follows from its parent and its purpose: derived twice, before and after a crash, it is the same, so that
 * nothing can be recorded twice.
 */
export function derivedId(parent: string, purpose: string): string {
  const digest = createHash('sha1').update(NAMESPACE).update(`${parent}/${purpose}`).digest()
  const bytes = digest.subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
