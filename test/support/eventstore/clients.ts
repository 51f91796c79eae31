import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { openEventStore, type OpenStore, type StoreOptions } from '#electron/eventstore/index.ts'

/** A folder that goes when the test does. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tallydeck-store-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A store on a free port and a folder of its own; closed when the test ends. */
export async function aStore(options: Partial<StoreOptions> = {}): Promise<OpenStore> {
  const store = await openEventStore({ dataDir: await temporaryFolder(), ...options })
  onTestFinished(() => store.close())
  return store
}

/** The real client; disposed when the test ends. */
export function aClient(connectionString: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(connectionString)
  onTestFinished(() => client.dispose())
  return client
}

/** An event whose data says which one it is. */
export const numbered = (n: number) => jsonEvent({ type: 'Numbered', data: { n } })

/** The number that a `numbered` event carries. */
export const numberOf = (event: { data?: unknown } | undefined): number =>
  z.object({ n: z.number() }).parse(event?.data).n

/** The numbers that `numbered` events carry, in order. */
export async function numbersIn(
  events: AsyncIterable<{ event?: { data?: unknown } | undefined }>,
): Promise<number[]> {
  const numbers: number[] = []
  for await (const { event } of events) numbers.push(numberOf(event))
  return numbers
}

/** Waits until the condition holds. The test's own time limit ends the wait. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => void setTimeout(resolve, 5))
}
