import { Client, credentials, type Channel, type Metadata } from '@grpc/grpc-js'

/** Asks nothing of the store but an answer: it needs no rights, and reads and writes nothing. */
const METHOD = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods'
const TIMEOUT_MS = 5000

const bytes = (value: Buffer) => value

/**
 * The server's clock, from the `date` that HTTP servers put on every answer, in milliseconds since 1970, to the second.
 * Undefined where there is no such header, or no answer.
 */
export function readDate(channel: Channel): Promise<number | undefined> {
  const client = new Client('unused', credentials.createInsecure(), { channelOverride: channel })
  return new Promise((resolve) => {
    const deadline = Date.now() + TIMEOUT_MS
    const none = Buffer.alloc(0)
    const call = client.makeUnaryRequest(METHOD, bytes, bytes, none, { deadline }, () =>
      resolve(undefined),
    )
    call.on('metadata', (metadata: Metadata) => {
      const at = Date.parse(String(metadata.get('date')[0] ?? ''))
      resolve(Number.isNaN(at) ? undefined : at)
    })
  })
}
