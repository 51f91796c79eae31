import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import { Client, credentials, type Channel, type Metadata } from '@grpc/grpc-js'

/** Asks nothing of the store but an answer: it needs no rights, and reads and writes nothing. */
const METHOD = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods'
const TIMEOUT_MS = 5000

export type ServerAnswer = {
  /** The server's clock, from the `date` that HTTP servers put on every answer, in milliseconds since 1970, to the second. */
  readonly date?: number
  readonly version?: string
}

/** What the server says of itself; nothing where it does not say, or does not answer. */
export function askServer(channel: Channel): Promise<ServerAnswer> {
  const client = new Client('unused', credentials.createInsecure(), { channelOverride: channel })
  return new Promise((resolve) => {
    let date: number | undefined
    const call = client.makeUnaryRequest(
      METHOD,
      (value: Buffer) => value,
      (value) => features.SupportedMethods.deserializeBinary(value),
      Buffer.alloc(0),
      { deadline: Date.now() + TIMEOUT_MS },
      (_error, answer) => {
        const version = answer?.getEventStoreServerVersion()
        resolve({ ...(date !== undefined && { date }), ...(version && { version }) })
      },
    )
    call.on('metadata', (metadata: Metadata) => {
      const at = Date.parse(String(metadata.get('date')[0] ?? ''))
      if (!Number.isNaN(at)) date = at
    })
  })
}
