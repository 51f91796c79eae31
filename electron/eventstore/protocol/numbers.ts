import { revisionText, tombstoneRevision } from '../storage/storedEvent.ts'

/** A revision or position as the protocol's uint64, which the generated classes take as text. */
export const toWire = revisionText

/** The reverse. What is beyond every revision that can exist stays beyond it. */
export function fromWire(text: string): number {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : tombstoneRevision
}
