/**
 * The embedded store against bare better-sqlite3 doing the same inserts at the same durability, in one run.
 * What counts are the ratios: the figures are this machine's.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { credentials } from '@grpc/grpc-js'
import { numberOf } from '#test/support/eventstore/clients.ts'
import { startStoreProcess, type StoreProcess } from '#test/support/eventstore/processes.ts'
import { BareLog } from './eventstoreFloor.ts'

const total = Number(process.env['TALLYDECK_BENCH_EVENTS'] ?? 1_000_000)
const oneByOne = 500
const concurrent = 10_000
const clientDeadline = 10

const filler = 'x'.repeat(1000)
const kilobyte = (n: number) => jsonEvent({ type: 'Kilobyte', data: { n, filler } })
const small = (n: number) =>
  jsonEvent({ type: 'Small', data: { n, sku: `SKU-${n % 500}`, quantity: n % 90 } })

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

const rows: string[][] = []
const report = (what: string, store: string, floor: string, ratio: string) => {
  rows.push([what, store, floor, ratio])
  console.log([what, store, floor, ratio].join(' | '))
}
const s = (value: number) => `${value.toFixed(2)} s`
const times = (value: number) => `${value.toFixed(1)} x`
const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

async function appendOneByOne(client: EventStoreDBClient, floor: BareLog) {
  const ours = await seconds(async () => {
    for (let n = 0; n < oneByOne; n += 1) await client.appendToStream('one', kilobyte(n))
  })
  const bare = await seconds(() => {
    for (let n = 0; n < oneByOne; n += 1) floor.insert([kilobyte(n)], 'one')
  })
  report(`${oneByOne} appends, one at a time`, s(ours), s(bare), times(ours / bare))
}

async function appendAtOnce(client: EventStoreDBClient, floor: BareLog, busy: boolean) {
  const name = busy ? 'busy' : 'free'
  const cores = busy ? [busyCore(), busyCore()] : []
  const ours = await seconds(() =>
    Promise.all(
      Array.from({ length: concurrent }, (_, n) =>
        client.appendToStream(`${name}-${n % 1000}`, kilobyte(n)),
      ),
    ),
  )
  const bare = await seconds(() => {
    floor.insert(
      Array.from({ length: concurrent }, (_, n) => kilobyte(n)),
      name,
    )
  })
  await Promise.all(cores.map((core) => core.terminate()))
  const what = `${concurrent} concurrent appends of 1 KB${busy ? ', both cores busy' : ''}`
  report(
    what,
    `${s(ours)} of ${clientDeadline} s`,
    `${s(bare)} in one transaction`,
    times(ours / bare),
  )
  if (ours > clientDeadline) process.exitCode = 1
}

/** Takes all the time of a core that it can get. */
const busyCore = () => new Worker('for (;;);', { eval: true })

const batch = 500

async function fill(client: EventStoreDBClient, floor: BareLog, from: number, to: number) {
  const ours = await seconds(async () => {
    for (let n = from; n < to; n += batch * 4)
      await Promise.all(
        [0, 1, 2, 3].map((part) => {
          const first = n + part * batch
          const events = Array.from({ length: batch }, (_, i) => small(first + i))
          return client.appendToStream(`fill-${(first / batch) % 100}`, events)
        }),
      )
  })
  const bare = await seconds(() => {
    for (let n = from; n < to; n += batch * 4)
      floor.insert(
        Array.from({ length: batch * 4 }, (_, i) => small(n + i)),
        'fill',
      )
  })
  report(`${to - from} events in appends of ${batch}`, s(ours), s(bare), times(ours / bare))
}

/**
 * The client decodes on its event loop: where that is busy all the time, it is what the read waits for.
 * The store is not, when it needs less processor time than the client and so has to wait for it.
 */
async function readAll(store: StoreProcess, client: EventStoreDBClient, floor: BareLog) {
  const before = await store.figures()
  const own = process.cpuUsage()
  const loop = performance.eventLoopUtilization()
  let read = 0
  const elapsed = await seconds(
    () =>
      new Promise((resolve, reject) => {
        client
          .readAll()
          .on('data', () => (read += 1))
          .on('end', resolve)
          .on('error', reject)
      }),
  )
  const { utilization } = performance.eventLoopUtilization(loop)
  const after = await store.figures()
  const { user, system } = process.cpuUsage(own)
  const ours = after.cpuSeconds - before.cpuSeconds
  const theirs = (user + system) / 1e6
  const bare = await seconds(() => floor.readAll())
  report(`read of ${read} events`, s(elapsed), s(bare), times(elapsed / bare))
  report(
    `  processor time, store against a client that is busy ${(100 * utilization).toFixed(0)} % of the time`,
    s(ours),
    s(theirs),
    times(ours / theirs),
  )
}

/**
 * Follows a stream from its end and only counts. The real client decodes some ten thousand events a second, which would be
 * what a hundred of it in one process measure; here it is the store that is asked.
 */
function countingFollower(stub: StreamsClient, stream: string, onMessage: () => void) {
  const { Options } = streams.ReadReq
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'))
  const source = new Options.StreamOptions().setStreamIdentifier(name).setEnd(new shared.Empty())
  const options = new Options().setStream(source).setNoFilter(new shared.Empty())
  options.setSubscription(new Options.SubscriptionOptions())
  options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty()))
  const call = stub.makeServerStreamRequest(
    '/event_store.client.streams.Streams/Read',
    (request: streams.ReadReq) => Buffer.from(request.serializeBinary()),
    (message: Buffer) => message,
    new streams.ReadReq().setOptions(options),
  )
  call.on('data', onMessage).on('error', () => undefined)
  return call
}

async function follow(store: StoreProcess, client: EventStoreDBClient) {
  const subscribers = 100
  const rate = 1000
  const duration = 5
  const stream = 'followed'
  await client.appendToStream(stream, small(0))
  const sent = new Map<number, number>()
  const lags: number[] = []
  let received = 0
  let live = 0
  const stub = new streamsService.StreamsClient(
    new URL(store.connectionString).host,
    credentials.createInsecure(),
  )
  // Each is sent a confirmation and a caught_up before its events.
  const introduction = 2
  let messages = 0
  const counting = Array.from({ length: subscribers - 1 }, () =>
    countingFollower(stub, stream, () => (messages += 1)),
  )
  const follower = client.subscribeToStream(stream, { fromRevision: 'end' })
  follower
    .on('caughtUp', () => (live += 1))
    .on('data', ({ event }) => {
      received += 1
      const at = sent.get(numberOf(event))
      if (at !== undefined) lags.push(performance.now() - at)
    })
  await until(() => live === 1 && messages === counting.length * introduction)
  const before = await store.figures()
  const started = performance.now()
  let n = 0
  while (n < rate * duration) {
    const due = Math.min(rate * duration, Math.floor(((performance.now() - started) / 1000) * rate))
    while (n < due) {
      n += 1
      sent.set(n, performance.now())
      void client.appendToStream(stream, small(n))
    }
    await new Promise((resolve) => void setTimeout(resolve, 5))
  }
  const events = () => received + messages - counting.length * introduction
  await until(() => events() >= rate * duration * subscribers)
  const elapsed = (performance.now() - started) / 1000
  const { cpuSeconds } = await store.figures()
  await follower.unsubscribe()
  for (const call of counting) call.cancel()
  const sorted = lags.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const perSecond = Math.round(events() / elapsed)
  report(
    `${subscribers} subscriptions following ${rate} appends/s for ${duration} s`,
    `all ${events()} after ${s(elapsed)}, median lag ${median.toFixed(0)} ms`,
    `${perSecond} deliveries/s`,
    `store ${times((cpuSeconds - before.cpuSeconds) / elapsed)} of a core`,
  )
}

async function until(condition: () => boolean) {
  while (!condition()) await new Promise((resolve) => void setTimeout(resolve, 5))
}

const folder = await mkdtemp(join(tmpdir(), 'tallydeck-bench-'))
const store = await startStoreProcess(folder)
process.on('unhandledRejection', (error) => {
  // The client leaves rejections that nobody can handle when a call of many appends ends.
  console.error(error)
  process.exitCode = 1
})
const client = EventStoreDBClient.connectionString(store.connectionString)
const floor = new BareLog(join(folder, 'floor.db'))
try {
  report('what', 'store', 'better-sqlite3', 'ratio')
  await client.appendToStream('warm', small(0))
  await appendOneByOne(client, floor)
  await appendAtOnce(client, floor, false)
  await appendAtOnce(client, floor, true)
  await follow(store, client)
  const tenth = total / 10
  await fill(client, floor, 0, tenth)
  await readAll(store, client, floor)
  const before = await store.figures()
  await fill(client, floor, tenth, total)
  await readAll(store, client, floor)
  const after = await store.figures()
  report(
    `memory at ${total} events, against ${tenth}`,
    mb(after.residentBytes),
    mb(before.residentBytes),
    times(after.residentBytes / before.residentBytes),
  )
} finally {
  floor.close()
  void client.dispose()
  await store.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit()
