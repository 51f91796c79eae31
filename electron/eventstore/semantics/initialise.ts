import { noStream } from './expectedRevision.ts'
import type { EventStore } from './eventStore.ts'
import { metastreamOf, systemStream, systemType } from './systemStreams.ts'
import { uuidToBytes } from './uuid.ts'

/** A fixed id, so that a start that was cut short and tried again writes the event once. */
const settingsId = uuidToBytes('7b0a1f0e-5c1e-4c52-9f0e-6f5a7f1a2b01')

/**
 * Gives a new log its first event: the access rule of the settings stream. Clients can then rely on `$all`
 * never being empty, and on position 0 being before everything.
 */
export async function initialise(store: EventStore): Promise<void> {
  const stream = metastreamOf(systemStream.settings)
  if (store.log.directory.lastRevision(stream) !== noStream) return
  const data = Buffer.from(JSON.stringify({ $acl: { $r: '$all', $w: '$admins', $mw: '$admins' } }))
  const event = {
    id: settingsId,
    type: systemType.metadata,
    json: true,
    data,
    metadata: Buffer.alloc(0),
  }
  await store.writes.append({ stream, expected: 'no_stream', events: [event] })
}
