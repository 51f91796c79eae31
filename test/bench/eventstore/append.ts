import { Worker } from 'node:worker_threads'
import { type Bench, type Figure, kilobyte, numbers, s, seconds, small, times } from './bench.ts'

/** What an append costs that waits for the one before it: nothing can be shared. */
export async function appendOneByOne({ client, floor }: Bench): Promise<Figure> {
  const events = numbers(500).map(kilobyte)
  const ours = await seconds(async () => {
    for (const event of events) await client.appendToStream('one', event)
  })
  const bare = await seconds(() => {
    for (const event of events) floor.insert([event], 'one')
  })
  return {
    what: `${events.length} appends of 1 KB, one at a time`,
    store: s(ours),
    floor: s(bare),
    ratio: times(ours / bare),
  }
}

/** The client gives an append up after ten seconds. */
const clientDeadline = 10

/** What a crowd of appends takes: all of them have to be answered before the client gives up. */
export async function appendAtOnce({ client, floor }: Bench, stream = 'crowd'): Promise<Figure> {
  const events = numbers(10_000).map(kilobyte)
  const ours = await seconds(() =>
    Promise.all(events.map((event, n) => client.appendToStream(`${stream}-${n % 1000}`, event))),
  )
  const bare = await seconds(() => floor.insert(events, stream))
  if (ours > clientDeadline) process.exitCode = 1
  return {
    what: `${events.length} concurrent appends of 1 KB`,
    store: `${s(ours)} of ${clientDeadline} s`,
    floor: `${s(bare)} in one transaction`,
    ratio: times(ours / bare),
  }
}

/** The same on a machine of two cores that others keep busy. */
export async function appendAtOnceAmongOthers(bench: Bench): Promise<Figure> {
  const others = [busyCore(), busyCore()]
  const figure = await appendAtOnce(bench, 'busy')
  await Promise.all(others.map((core) => core.terminate()))
  return { ...figure, what: `${figure.what}, two cores busy` }
}

/** Takes all the time of a core that it can get. */
const busyCore = () => new Worker('for (;;);', { eval: true })

/** What it takes to fill the log from one number of events to another, in appends of many. */
export async function fill(
  { client, floor }: Bench,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Figure> {
  const each = 500
  const atOnce = 4
  const firsts = numbers((to - from) / (each * atOnce)).map((n) => from + n * each * atOnce)
  const ours = await seconds(async () => {
    for (const first of firsts)
      await Promise.all(
        numbers(atOnce).map((part) => {
          const start = first + part * each
          return client.appendToStream(
            `fill-${(start / each) % 100}`,
            numbers(each, start).map(small),
          )
        }),
      )
  })
  const bare = await seconds(() => {
    for (const first of firsts) floor.insert(numbers(each * atOnce, first).map(small), 'fill')
  })
  return {
    what: `${to - from} events in appends of ${each}`,
    store: s(ours),
    floor: s(bare),
    ratio: times(ours / bare),
  }
}
