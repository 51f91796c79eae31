/**
 * The embedded store against bare better-sqlite3 doing the same inserts at the same durability, in one run.
 * What counts are the ratios: the figures are this machine's. TALLYDECK_BENCH_EVENTS makes it shorter or longer.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventStoreDBClient } from '@eventstore/db-client'
import { StoreProcess } from '#test/support/storeProcess.ts'
import { appendAtOnce, appendAtOnceAmongOthers, appendOneByOne, fill } from './eventstore/append.ts'
import { BareLog } from './eventstore/bareLog.ts'
import { type Bench, type Figure, mb, small, times } from './eventstore/bench.ts'
import { follow } from './eventstore/follow.ts'
import { readAll } from './eventstore/read.ts'

/** A tenth of it, and then all of it, is what reading and memory are measured on. */
const total = Number(process.env['TALLYDECK_BENCH_EVENTS'] ?? 1_000_000)
const tenth = total / 10

const report = (...figures: readonly Figure[]) => {
  for (const { what, store, floor, ratio } of figures)
    console.log([what, store, floor, ratio].join(' | '))
}

async function measure(bench: Bench): Promise<void> {
  const { store, client } = bench
  report({ what: 'what', store: 'store', floor: 'better-sqlite3', ratio: 'ratio' })
  await client.appendToStream('warm', small(0))
  report(await appendOneByOne(bench))
  report(await appendAtOnce(bench))
  report(await appendAtOnceAmongOthers(bench))
  report(await follow(bench))
  report(await fill(bench, { from: 0, to: tenth }))
  report(...(await readAll(bench)))
  const { residentBytes: before } = await store.figures()
  report(await fill(bench, { from: tenth, to: total }))
  report(...(await readAll(bench)))
  const { residentBytes: after } = await store.figures()
  report({
    what: `memory at ${total} events, against ${tenth}`,
    store: mb(after),
    floor: mb(before),
    ratio: times(after / before),
  })
}

process.on('unhandledRejection', (error) => {
  // The client leaves rejections that nobody can handle when a call of many appends ends.
  console.error(error)
  process.exitCode = 1
})
const folder = await mkdtemp(join(tmpdir(), 'tallydeck-bench-'))
const store = await StoreProcess.prepare(folder)
await store.start()
const client = EventStoreDBClient.connectionString(store.address)
const floor = new BareLog(join(folder, 'floor.db'))
try {
  await measure({ store, client, floor })
} finally {
  floor.close()
  void client.dispose()
  await store.stop()
  await rm(folder, { recursive: true, force: true })
}
// The client keeps connections that it does not give back.
process.exit()
