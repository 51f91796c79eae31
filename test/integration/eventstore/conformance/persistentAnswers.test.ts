/** What consumers of a group answer, and what becomes of a message then. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { numberOf, until } from '#test/support/eventstore/clients.ts'
import { conformance } from '#test/support/eventstore/conformance.ts'
import { ack, groupsOf } from '#test/support/eventstore/groups.ts'

const nothing = () => undefined

conformance('Answers to messages of a group', (target) => {
  const { created, append, join, infoOf } = groupsOf(target)
  const replay = ({ stream, group }: { stream: string; group: string }, stopAt?: number) =>
    target().client.replayParkedMessagesToStream(stream, group, {
      ...(stopAt !== undefined && { stopAt }),
    })
  type Group = Awaited<ReturnType<typeof created>>
  const inFlight = async (group: Group) => (await infoOf(group)).stats.totalInFlightMessages
  const parked = async (group: Group) => (await infoOf(group)).stats.parkedMessageCount
  const checkpointed = async (group: Group) =>
    (await infoOf(group)).stats.lastCheckpointedEventRevision

  test('a second answer and one to an unknown id do nothing', async () => {
    const group = await created({}, [0, 1])
    const consumer = join(group, nothing)
    await until(() => consumer.delivered.length === 2)
    const [first, second] = consumer.delivered
    const unknown = { ...first!, event: { ...first!.event!, id: randomUUID() } }
    await consumer.subscription.ack(first!, unknown)
    await consumer.subscription.ack(first!)
    await consumer.subscription.nack('retry', 'too late', first!)
    await consumer.subscription.nack('park', 'too late', first!)
    await consumer.subscription.ack(second!)
    await append(group.stream, 2)
    await until(() => consumer.delivered.length === 3)
    expect(consumer.numbers()).toEqual([0, 1, 2])
    expect(await inFlight(group)).toBe(1)
    expect(await parked(group)).toBe(0n)
  })

  test('any consumer can answer for another', async () => {
    const group = await created()
    const [first, second] = [join(group, nothing), join(group, nothing)]
    await until(() => first.confirmed() && second.confirmed())
    await append(group.stream, 0, 1)
    await until(() => first.delivered.length === 1 && second.delivered.length === 1)
    await second.subscription.ack(...first.delivered, ...second.delivered)
    await until(async () => (await inFlight(group)) === 0)
    await first.subscription.unsubscribe()
    await append(group.stream, 2)
    await until(() => second.delivered.length === 2)
    expect(second.numbers().at(-1)).toBe(2)
  })

  test('nack stop: it does not come again, and the group goes on', async () => {
    const group = await created({}, [0])
    const consumer = join(group, (event, subscription) => subscription.nack('stop', '', event))
    await until(async () => consumer.delivered.length === 1 && (await inFlight(group)) === 0)
    await append(group.stream, 1)
    await until(() => consumer.delivered.length === 2)
    expect(consumer.numbers()).toEqual([0, 1])
    expect(await parked(group)).toBe(0n)
  })

  test('maxRetryCount 0: a nack retry parks at once', async () => {
    const group = await created({ maxRetryCount: 0 }, [0])
    const consumer = join(group, (event, subscription) => subscription.nack('retry', '', event))
    await until(async () => (await parked(group)) === 1n)
    expect(consumer.retries()).toEqual([0])
  })

  test('maxRetryCount 0: no answer in time parks at once', async () => {
    const group = await created({ maxRetryCount: 0, messageTimeout: 100 }, [0])
    const consumer = join(group, nothing)
    await until(async () => (await parked(group)) === 1n)
    expect(consumer.retries()).toEqual([0])
    expect(await inFlight(group)).toBe(0)
  })

  test('what a lost consumer had is tried again even when no retries are left', async () => {
    const group = await created({ maxRetryCount: 0 }, [0])
    const first = join(group, nothing)
    await until(() => first.delivered.length === 1)
    await first.subscription.unsubscribe()
    const second = join(group)
    await until(() => second.delivered.length === 1)
    expect(second.retries()).toEqual([1])
    expect(await parked(group)).toBe(0n)
  })

  test('retries come in the order of the stream, before new events', async () => {
    const group = await created({}, [0, 1, 2, 3])
    const consumer = join(group, nothing, 3)
    await until(() => consumer.delivered.length === 3)
    const [zero, one, two] = consumer.delivered
    await consumer.subscription.nack('retry', '', two!, zero!, one!)
    await until(() => consumer.delivered.length === 6)
    await consumer.subscription.ack(...consumer.delivered.slice(3))
    await until(() => consumer.delivered.length === 7)
    expect(consumer.numbers()).toEqual([0, 1, 2, 0, 1, 2, 3])
  })

  test('replayed messages come after the retries that wait already, and before new events', async () => {
    const group = await created({}, [0, 1, 2, 3])
    const first = join(group, nothing, 2)
    await until(() => first.delivered.length === 2)
    await first.subscription.nack('park', '', first.delivered[0]!)
    await until(() => first.delivered.length === 3)
    await until(async () => (await parked(group)) === 1n)
    await first.subscription.unsubscribe()
    await until(async () => (await infoOf(group)).connections.length === 0)
    await replay(group)
    const second = join(group, ack, 1)
    await until(() => second.delivered.length === 4)
    expect(second.numbers()).toEqual([1, 2, 0, 3])
  })

  test('a replayed message can be parked and replayed again', async () => {
    const group = await created({}, [0])
    let rounds = 0
    const consumer = join(group, (event, subscription) =>
      rounds < 2 ? subscription.nack('park', '', event) : subscription.ack(event),
    )
    for (rounds = 0; rounds < 2;) {
      await until(async () => (await parked(group)) === 1n)
      rounds += 1
      await replay(group)
      await until(() => consumer.delivered.length === rounds + 1)
    }
    await until(async () => (await inFlight(group)) === 0 && (await parked(group)) === 0n)
    expect(consumer.numbers()).toEqual([0, 0, 0])
    expect(consumer.retries()).toEqual([0, 0, 0])
  })

  test('a replay that stops before what was replayed already brings nothing back', async () => {
    const group = await created({}, [0, 1, 2])
    let parking = true
    const consumer = join(group, (event, subscription) =>
      parking ? subscription.nack('park', '', event) : subscription.ack(event),
    )
    await until(async () => (await parked(group)) === 3n)
    parking = false
    await replay(group)
    await until(async () => consumer.delivered.length === 6 && (await parked(group)) === 0n)
    await replay(group, 1)
    await replay(group)
    await append(group.stream, 3)
    await until(() => consumer.delivered.length >= 7)
    expect(consumer.numbers().slice(6)).toEqual([3])
    expect(await parked(group)).toBe(0n)
  })

  test('checkpoint: not before the upper bound, at once when it is reached', async () => {
    const bounds = { checkPointLowerBound: 1, checkPointUpperBound: 3, checkPointAfter: 3_600_000 }
    const group = await created(bounds, [0, 1, 2])
    const consumer = join(group, nothing)
    await until(() => consumer.delivered.length === 3)
    const [zero, one, two] = consumer.delivered
    await consumer.subscription.ack(zero!, one!)
    await until(async () => (await inFlight(group)) === 1)
    expect(await checkpointed(group)).toBeUndefined()
    await consumer.subscription.ack(two!)
    await until(async () => (await checkpointed(group)) === 2n)
  })

  test('checkpoint: after the time, once the lower bound is reached', async () => {
    const bounds = { checkPointLowerBound: 2, checkPointUpperBound: 1000, checkPointAfter: 100 }
    const group = await created(bounds, [0])
    const consumer = join(group)
    await until(async () => consumer.delivered.length === 1 && (await inFlight(group)) === 0)
    expect(await checkpointed(group)).toBeUndefined()
    await append(group.stream, 1)
    await until(async () => (await checkpointed(group)) === 1n)
  })

  test('checkpoint: never past a message that is not answered', async () => {
    const bounds = { checkPointLowerBound: 1, checkPointUpperBound: 1, checkPointAfter: 100 }
    const group = await created(bounds, [0, 1, 2, 3])
    const consumer = join(group, nothing)
    await until(() => consumer.delivered.length === 4)
    const [zero, one, two, three] = consumer.delivered
    await consumer.subscription.ack(zero!, two!, three!)
    await until(async () => (await checkpointed(group)) === 0n)
    expect(await inFlight(group)).toBe(1)
    await consumer.subscription.ack(one!)
    await until(async () => (await checkpointed(group)) === 3n)
  })

  test('figures: items count each time they are sent', async () => {
    const group = await created({}, [0])
    const consumer = join(group, (event, subscription) =>
      event.retryCount === 0 ? subscription.nack('retry', '', event) : ack(event, subscription),
    )
    await until(async () => consumer.delivered.length === 2 && (await inFlight(group)) === 0)
    const { stats, connections } = await infoOf(group)
    expect(stats.totalItems).toBe(2n)
    expect(connections[0]).toMatchObject({ totalItems: 2n, inFlightMessages: 0 })
    expect(numberOf(consumer.delivered[1]!.event)).toBe(0)
  })
})
