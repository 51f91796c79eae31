import { randomUUID } from 'node:crypto'
import type { NewEvent } from '../storage/storedEvent.ts'
import { uuidToBytes } from './uuid.ts'

/** An event that the store itself writes, with an id of its own. */
export const systemEvent = (
  type: string,
  data: string | Uint8Array,
  { json = true, metadata = '' }: { json?: boolean; metadata?: string } = {},
): NewEvent => ({
  id: uuidToBytes(randomUUID()),
  type,
  json,
  data: Buffer.from(data),
  metadata: Buffer.from(metadata),
})
