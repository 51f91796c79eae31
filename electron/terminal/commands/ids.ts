import { createHash } from 'node:crypto'

/** Names of what a terminal derives from an intention, by themselves (RFC 9562, version 5). */
const NAMESPACE = Buffer.from('5f0b1b8c3c7d4a55a7a4c1d3f2e60b91', 'hex')

/**
 * An id that follows from the terminal, the parent and the purpose: derived twice, before and after a crash, it is the
 * same, so that nothing can be recorded twice. Two terminals never derive the same, not even from the same parent: an
 * intention's id is its terminal's own, and somebody may have given it on another one too.
 */
export function derivedId(terminal: string, parent: string, purpose: string): string {
  const name = `${terminal}/${parent}/${purpose}`
  const digest = createHash('sha1').update(NAMESPACE).update(name).digest()
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
