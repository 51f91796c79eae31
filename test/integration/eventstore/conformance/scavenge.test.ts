/** What is left of deleted and truncated streams, before a scavenge and after it. */
import operations from '@eventstore/db-client/generated/operations_pb.js'
import {
  binaryEvent,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type Position,
} from '@eventstore/db-client'
import { Metadata, status, type ServiceError } from '@grpc/grpc-js'
import { expect, onTestFinished, test } from 'vitest'
import { numbered, numberOf, numbersIn, until } from '#test/support/eventstore/clients.ts'
import { conformance, unique, type Target } from '#test/support/eventstore/conformance.ts'

const harmful = 'it would take from another’s server what others could still want to see in $all'
const tombstone = 2n ** 63n - 1n

function startScavenge({ raw }: Target, metadata: Metadata) {
  const request = new operations.StartScavengeReq()
  request.setOptions(new operations.StartScavengeReq.Options().setThreadCount(1))
  return new Promise<operations.ScavengeResp>((resolve, reject) => {
    raw.operations.startScavenge(request, metadata, (error, response) =>
      error ? reject(error) : resolve(response),
    )
  })
}

/** The types of the events that a scavenge tells of itself. */
async function toldBy({ client }: Target, id: string) {
  const types: (string | undefined)[] = []
  try {
    for await (const { event } of client.readStream(`$scavenges-${id}`)) types.push(event?.type)
  } catch {
    return []
  }
  return types
}

async function scavenge(target: Target): Promise<void> {
  const id = (await startScavenge(target, target.metadata)).getScavengeId()
  await until(async () => (await toldBy(target, id)).includes('$scavengeCompleted'))
}

conformance('Scavenge', (target) => {
  const append = (stream: string, ...numbers: number[]) =>
    target().client.appendToStream(stream, numbers.map(numbered))
  const filled = async () => {
    const stream = unique('s')
    const { position } = await append(stream, 0)
    await append(stream, 1, 2, 3, 4)
    return { stream, position: position! }
  }
  const inStream = (stream: string) =>
    numbersIn(target().client.readStream(stream)).catch((error: { type: string }) => error.type)
  /** The events of a stream that `$all` has. */
  const inAll = async (stream: string, direction: 'forwards' | 'backwards' = 'forwards') => {
    const found: NonNullable<AllStreamResolvedEvent['event']>[] = []
    const fromPosition = direction === 'forwards' ? 'start' : 'end'
    for await (const { event } of target().client.readAll({ direction, fromPosition }))
      if (event?.streamId === stream) found.push(event)
    return found
  }
  const numbersInAll = async (stream: string) => (await inAll(stream)).map(numberOf)

  type Truncate = (stream: string) => Promise<unknown>
  const metadata = (properties: Record<string, number>): Truncate => {
    return (stream) => target().client.setStreamMetadata(stream, properties)
  }
  const truncations: [string, Truncate, number[] | string, number[]][] = [
    ['$tb', metadata({ truncateBefore: 2 }), [2, 3, 4], [2, 3, 4]],
    ['$tb beyond the end', metadata({ truncateBefore: 9 }), [], [4]],
    ['$maxCount', metadata({ maxCount: 2 }), [3, 4], [3, 4]],
    ['$maxAge', metadata({ maxAge: 1 }), [], [4]],
    ['a soft delete', (stream) => target().client.deleteStream(stream), 'stream-not-found', [4]],
  ]

  test.for(truncations)(
    '%s: the stream heeds it at once, $all after a scavenge, and keeps the last event',
    async ([, truncate, shown, left], { skip }) => {
      skip(!target().own, harmful)
      const { stream } = await filled()
      await truncate(stream)
      await until(async () => String(await inStream(stream)) === String(shown))
      expect(await numbersInAll(stream)).toEqual([0, 1, 2, 3, 4])
      await scavenge(target())
      expect(await inStream(stream)).toEqual(shown)
      expect(await numbersInAll(stream)).toEqual(left)
      expect((await inAll(stream, 'backwards')).map(numberOf)).toEqual(left.toReversed())
    },
  )

  test('a tombstoned stream leaves its tombstone in $all, in the stream itself at 2^63-1', async ({
    skip,
  }) => {
    skip(!target().own, harmful)
    const { stream } = await filled()
    await target().client.tombstoneStream(stream)
    await scavenge(target())
    const found = await inAll(stream)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ type: '$streamDeleted', revision: tombstone })
    expect(await inStream(stream)).toBe('stream-deleted')
    await expect(append(stream, 5)).rejects.toMatchObject({ type: 'stream-deleted' })
  })

  test('a stream that shows nothing goes on at its next revision', async ({ skip }) => {
    skip(!target().own, harmful)
    const { stream } = await filled()
    await target().client.deleteStream(stream)
    await scavenge(target())
    const { nextExpectedRevision } = await target().client.appendToStream(stream, numbered(5), {
      expectedRevision: 4n,
    })
    expect(nextExpectedRevision).toBe(5n)
    expect(await inStream(stream)).toEqual([5])
    expect(await numbersInAll(stream)).toEqual([4, 5])
    await scavenge(target())
    expect(await numbersInAll(stream)).toEqual([5])
  })

  test('metadata that was replaced is gone, the newest stays and counts', async ({ skip }) => {
    skip(!target().own, harmful)
    const { stream } = await filled()
    for (const maxCount of [3, 2]) await target().client.setStreamMetadata(stream, { maxCount })
    await scavenge(target())
    expect((await inAll(`$$${stream}`)).map(({ data }) => data)).toEqual([{ $maxCount: 2 }])
    expect(await inStream(stream)).toEqual([3, 4])
  })

  test('streams that show everything keep everything', async ({ skip }) => {
    skip(!target().own, harmful)
    const { stream } = await filled()
    const others = await filled()
    await target().client.setStreamMetadata(stream, { maxAge: 3600, maxCount: 100 })
    await scavenge(target())
    for (const name of [stream, others.stream])
      expect(await numbersInAll(name)).toEqual([0, 1, 2, 3, 4])
  })

  test('a link to what is gone comes without its event', async ({ skip }) => {
    skip(!target().own, harmful)
    const { stream } = await filled()
    const links = unique('l')
    const data = Buffer.from(`0@${stream}`)
    await target().client.appendToStream(links, binaryEvent({ type: '$>', data }))
    await target().client.setStreamMetadata(stream, { truncateBefore: 2 })
    await scavenge(target())
    await target().client.setStreamMetadata(stream, {})
    for await (const found of target().client.readStream(links, { resolveLinkTos: true }))
      expect(found).toMatchObject({ link: { streamId: links } })
    expect(await inStream(stream)).toEqual([2, 3, 4])
  })

  const follow = (prefix: string, fromPosition: Position) => {
    const numbers: number[] = []
    let live = false
    const subscription = target()
      .client.subscribeToAll({ fromPosition, filter: streamNameFilter({ prefixes: [prefix] }) })
      .on('caughtUp', () => (live = true))
      .on('data', ({ event }: AllStreamResolvedEvent) => numbers.push(numberOf(event)))
    onTestFinished(() => void subscription.unsubscribe())
    return { numbers, live: () => live }
  }

  test('from a position whose event is gone a read and a subscription go on with what comes next', async ({
    skip,
  }) => {
    skip(!target().own, harmful)
    const { stream, position } = await filled()
    await target().client.setStreamMetadata(stream, { truncateBefore: 3 })
    await scavenge(target())
    const followed = follow(stream, position)
    await until(followed.live)
    await append(stream, 5)
    await until(() => followed.numbers.length === 3)
    expect(followed.numbers).toEqual([3, 4, 5])
    const read: number[] = []
    for await (const { event } of target().client.readAll({ fromPosition: position }))
      if (event?.streamId === stream) read.push(numberOf(event))
    expect(read).toEqual([3, 4, 5])
  })

  test('whoever follows the log misses nothing and gets nothing twice while it is scavenged', async ({
    skip,
  }) => {
    skip(!target().own, harmful)
    const { stream, position } = await filled()
    const thinned = await filled()
    await target().client.setStreamMetadata(thinned.stream, { maxCount: 1 })
    const followed = follow(stream, position)
    const appended = (async () => {
      for (let n = 5; n < 100; n += 1)
        await Promise.all([append(thinned.stream, n), append(stream, n)])
    })()
    await scavenge(target())
    await scavenge(target())
    await appended
    await until(() => followed.numbers.includes(99))
    expect(followed.numbers).toEqual(Array.from({ length: 99 }, (_, n) => n + 1))
  })

  test('it tells when it began and how it ended, in a stream of its own', async ({ skip }) => {
    skip(!target().own, harmful)
    const answer = await startScavenge(target(), target().metadata)
    expect(answer.getScavengeResult()).toBe(operations.ScavengeResp.ScavengeResult.STARTED)
    const id = answer.getScavengeId()
    await until(async () => (await toldBy(target(), id)).length === 2)
    expect(await toldBy(target(), id)).toEqual(['$scavengeStarted', '$scavengeCompleted'])
  })

  test('one that does not run can’t be stopped', async () => {
    const request = new operations.StopScavengeReq()
    request.setOptions(new operations.StopScavengeReq.Options().setScavengeId(unique('none')))
    const error = await new Promise<ServiceError | null>((resolve) => {
      target().raw.operations.stopScavenge(request, target().metadata, resolve)
    })
    expect(error?.code).toBe(status.NOT_FOUND)
    expect(error?.metadata.get('exception')).toEqual(['scavenge-not-found'])
  })

  test('only admins and operators may', async ({ skip }) => {
    skip(!target().own, harmful)
    skip(!target().secure, 'without TLS there are no users')
    await expect(startScavenge(target(), new Metadata())).rejects.toMatchObject({
      code: status.PERMISSION_DENIED,
    })
  })
})
