import { type Bench, type Figure, s, seconds, times } from './bench.ts'

/**
 * What a read of the whole log takes, and who is waited for. The client decodes on its event loop: where that is busy
 * all the time, it is what the read waits for. The store is not, when it needs less processor time than the client.
 */
export async function readAll({ store, client, floor }: Bench): Promise<readonly Figure[]> {
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
  const { user, system } = process.cpuUsage(own)
  const after = await store.figures()
  const ours = after.cpuSeconds - before.cpuSeconds
  const theirs = (user + system) / 1e6
  const bare = await seconds(() => floor.readAll())
  return [
    {
      what: `read of ${read} events`,
      store: s(elapsed),
      floor: s(bare),
      ratio: times(elapsed / bare),
    },
    {
      what: `processor time of that read, store against a client that is busy ${(100 * utilization).toFixed(0)} % of the time`,
      store: s(ours),
      floor: s(theirs),
      ratio: times(ours / theirs),
    },
  ]
}
