import { tombstoneRevision } from '../storage/storedEvent.ts'

/** The revision of a tombstone on the wire: 2^63-1. */
const tombstoneText = (2n ** 63n - 1n).toString()

/** A revision or position as the protocol's uint64, which the generated classes take as text. */
export const toWire = (value: number): string =>
  value === tombstoneRevision ? tombstoneText : value.toString()

/** The reverse. What is beyond every revision that can exist stays beyond it. */
export function fromWire(text: string): number {
  const value = Number(text)
  if (text === tombstoneText) return tombstoneRevision
  return Number.isSafeInteger(value) ? value : tombstoneRevision
}
