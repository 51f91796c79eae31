import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import type { StoreProcess } from '#test/support/storeProcess.ts'
import type { BareLog } from './bareLog.ts'

/** What is measured: the store in a process of its own, the real client, and bare SQLite doing the same. */
export type Bench = {
  readonly store: StoreProcess
  readonly client: EventStoreDBClient
  readonly floor: BareLog
}

/** One line of the report. */
export type Figure = {
  readonly what: string
  readonly store: string
  readonly floor: string
  readonly ratio: string
}

const filler = 'x'.repeat(1000)
export const kilobyte = (n: number) => jsonEvent({ type: 'Kilobyte', data: { n, filler } })
/** About as large as a movement of stock. */
export const small = (n: number) =>
  jsonEvent({ type: 'Small', data: { n, sku: `SKU-${n % 500}`, quantity: n % 90 } })

export const numbers = (length: number, from = 0) => Array.from({ length }, (_, n) => from + n)

/** How long the work takes, in seconds. */
export async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

export const s = (value: number) => `${value.toFixed(2)} s`
export const times = (value: number) => `${value.toFixed(1)} x`
export const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
