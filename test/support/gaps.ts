import { EventStoreDBClient, StreamNotFoundError } from '@eventstore/db-client'
import type { Terminal } from '#electron/terminal/index.ts'
import type { Site } from './site.ts'

export const STOCK = 'stock-WH1.SKU-1'

async function withClient(site: Site, work: (client: EventStoreDBClient) => Promise<unknown>) {
  const client = EventStoreDBClient.connectionString(site.url())
  try {
    await work(client)
  } finally {
    await client.dispose()
  }
}

/** An administrator sets the metadata of a stream: what it says hides events from now on, and nothing else. */
export const setMetadata = (
  site: Site,
  stream: string,
  metadata: Parameters<EventStoreDBClient['setStreamMetadata']>[1],
): Promise<void> => withClient(site, (client) => client.setStreamMetadata(stream, metadata))

export const softDelete = (site: Site, stream: string): Promise<void> =>
  withClient(site, (client) => client.deleteStream(stream))

export const endForGood = (site: Site, stream: string): Promise<void> =>
  withClient(site, (client) => client.tombstoneStream(stream))

/** How many events reading a stream gives. */
export async function shown(site: Site, stream: string): Promise<number> {
  let events = 0
  await withClient(site, async (client) => {
    try {
      for await (const _ of client.readStream(stream)) events += 1
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error
    }
  })
  return events
}

/** What a terminal knows to be missing. */
export const missingOf = (terminal: Terminal) =>
  terminal.queries.diagnostics.get({ version: '', metricsAddress: null }).missing
