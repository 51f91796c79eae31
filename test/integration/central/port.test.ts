/** What whoever uses the port relies on, of everything that implements it. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  type CentralEvent,
  type CentralStore,
  type CentralSubscription,
  inLogOrder,
  type NewEvent,
} from '#electron/terminal/central/index.ts'
import { centralSubjects, type CentralSubject } from '#test/support/centralSubjects.ts'

const someEvent = (data: NewEvent['data'] = {}): NewEvent => ({
  id: randomUUID(),
  type: 'SomethingHappened',
  data,
  metadata: { terminal: 'T1' },
})
const someEvents = (count: number) => Array.from({ length: count }, (_, n) => someEvent({ n }))

/** All of a stream's events. */
async function stored(central: CentralStore, stream: string) {
  const answer = await central.readStream(stream, 0, 1000)
  return answer.result === 'read' ? answer.value : answer
}
const idsOf = (events: readonly Pick<NewEvent, 'id'>[]) => events.map(({ id }) => id)

/** What a subscription gives until `enough` of it has come. */
async function follow(
  subscription: CentralSubscription,
  enough: (so: {
    events: readonly CentralEvent[]
    caughtUp: boolean
    position?: string
  }) => boolean,
) {
  const so: { events: CentralEvent[]; caughtUp: boolean; position?: string } = {
    events: [],
    caughtUp: false,
  }
  while (!enough(so)) {
    const item = await subscription.next()
    if (item.kind === 'dropped') throw new Error(`dropped: ${item.why.message}`)
    so.events.push(...item.events)
    so.caughtUp ||= item.caughtUp
    if (item.position !== undefined) so.position = item.position
  }
  return so
}
const caughtUp = ({ caughtUp }: { caughtUp: boolean }) => caughtUp

/** Asks until the subscription has ended; the events that were under way before that do not matter. */
async function ending(subscription: CentralSubscription) {
  let item = await subscription.next()
  while (item.kind !== 'dropped') item = await subscription.next()
  return item
}

describe.each(centralSubjects)('the central store’s port over %s', (_name, open) => {
  let subject: CentralSubject
  let central: CentralStore
  beforeEach(async () => {
    subject = await open()
    central = subject.central
  })

  describe('an append', () => {
    it('begins a stream at 0 and says the revision of its last event', async () => {
      expect(await central.append('a-1', someEvents(3), -1)).toEqual({
        result: 'appended',
        revision: 2,
      })
      expect(await central.append('a-1', someEvents(2), 2)).toEqual({
        result: 'appended',
        revision: 4,
      })
      expect(await stored(central, 'a-1')).toHaveLength(5)
    })

    it('keeps what was sent as it was sent', async () => {
      const event = someEvent({ text: 'Ä “x”', list: [1, { deep: null }], none: false })
      await central.append('a-1', [event], -1)
      expect(await stored(central, 'a-1')).toMatchObject([{ stream: 'a-1', revision: 0, ...event }])
    })

    it.each([-1, 0, 3, 9])(
      'expecting %i of a stream that ends at 2 writes nothing and says where it ends',
      async (expected) => {
        const before = someEvents(3)
        await central.append('a-1', before, -1)
        expect(await central.append('a-1', someEvents(2), expected)).toEqual({
          result: 'wrong-expected-revision',
          current: 2,
        })
        expect(idsOf((await stored(central, 'a-1')) as CentralEvent[])).toEqual(idsOf(before))
      },
    )

    it('expecting a revision of a stream that is not there says so', async () => {
      expect(await central.append('a-1', someEvents(1), 0)).toEqual({
        result: 'wrong-expected-revision',
        current: -1,
      })
      expect(await stored(central, 'a-1')).toEqual([])
    })

    it('sent again as it was is answered as it was, also when the stream has moved on', async () => {
      const sent = someEvents(2)
      await central.append('a-1', someEvents(1), -1)
      const first = await central.append('a-1', sent, 0)
      expect(await central.append('a-1', sent, 0)).toEqual(first)
      await central.append('a-1', someEvents(4), 2)
      expect(await central.append('a-1', sent, 0)).toEqual(first)
      expect(await stored(central, 'a-1')).toHaveLength(7)
    })

    it.each([
      ['begins as what stands there and goes on otherwise', ([a]: NewEvent[]) => [a!, someEvent()]],
      ['begins otherwise', ([, b]: NewEvent[]) => [someEvent(), b!]],
      ['is longer than what stands there', (sent: NewEvent[]) => [...sent, someEvent()]],
      ['has the same events in another order', ([a, b]: NewEvent[]) => [b!, a!]],
    ])('that %s is another one, and wrong', async (_what, other) => {
      const sent = someEvents(2)
      await central.append('a-1', sent, -1)
      expect(await central.append('a-1', other(sent), -1)).toEqual({
        result: 'wrong-expected-revision',
        current: 1,
      })
      expect(await stored(central, 'a-1')).toHaveLength(2)
    })

    it('sent again with the part that stands there alone is answered with where that ends', async () => {
      const sent = someEvents(3)
      await central.append('a-1', sent, -1)
      expect(await central.append('a-1', sent.slice(0, 2), -1)).toEqual({
        result: 'appended',
        revision: 1,
      })
    })

    it('at the head is written without a look at its ids: sent again so, it is there twice', async () => {
      const [event] = someEvents(1)
      await central.append('a-1', [event!], -1)
      expect(await central.append('a-1', [event!], 0)).toEqual({ result: 'appended', revision: 1 })
      expect(idsOf((await stored(central, 'a-1')) as CentralEvent[])).toEqual([
        event!.id,
        event!.id,
      ])
    })

    it('of two at the same revision is one', async () => {
      const both = await Promise.all([
        central.append('a-1', someEvents(1), -1),
        subject.connect().append('a-1', someEvents(1), -1),
      ])
      expect(both.map(({ result }) => result).toSorted()).toEqual([
        'appended',
        'wrong-expected-revision',
      ])
      expect(await stored(central, 'a-1')).toHaveLength(1)
    })

    it('that is too large is refused, and nothing of it is there', async () => {
      const large = someEvent({ text: 'x'.repeat(1_100_000) })
      expect(await central.append('a-1', [someEvent(), large], -1)).toMatchObject({
        result: 'refused',
      })
      expect(await stored(central, 'a-1')).toEqual([])
      expect(await central.append('a-1', someEvents(1), -1)).toMatchObject({ result: 'appended' })
    })

    it('to a stream that was ended for good is refused, and no other stream’s is', async () => {
      await central.append('a-1', someEvents(1), -1)
      await subject.end('a-1')
      expect(await central.append('a-1', someEvents(1), 0)).toMatchObject({
        result: 'refused',
        why: { code: 'stream-ended' },
      })
      expect(await central.append('a-2', someEvents(1), -1)).toMatchObject({ result: 'appended' })
    })
  })

  describe('a read', () => {
    it('gives a stream’s events from a revision on, as many as were asked for', async () => {
      const events = someEvents(5)
      await central.append('a-1', events, -1)
      await central.append('a-2', someEvents(2), -1)
      const answer = await central.readStream('a-1', 1, 3)
      expect(answer).toMatchObject({ result: 'read', value: events.slice(1, 4) })
      expect(answer).toMatchObject({ value: [{ revision: 1 }, { revision: 2 }, { revision: 3 }] })
    })

    it('of what is not there gives nothing', async () => {
      await central.append('a-1', someEvents(2), -1)
      expect(await central.readStream('a-9', 0, 10)).toEqual({ result: 'read', value: [] })
      expect(await central.readStream('a-1', 2, 10)).toEqual({ result: 'read', value: [] })
    })

    it('of a stream that was ended for good is refused', async () => {
      await central.append('a-1', someEvents(1), -1)
      await subject.end('a-1')
      expect(await central.readStream('a-1', 0, 10)).toMatchObject({
        result: 'refused',
        why: { code: 'stream-ended' },
      })
    })

    it('finds an event by its position, and the last one by the end of the log', async () => {
      for (const stream of ['b-1', 'a-1', 'b-2']) await central.append(stream, someEvents(2), -1)
      const all = await follow(central.subscribe(['a-', 'b-'], undefined), caughtUp)
      for (const { id, position, recordedAt } of all.events)
        expect(await central.eventAt(position)).toMatchObject({
          result: 'read',
          value: { id, position, recordedAt },
        })
      expect(await central.endOfLog()).toEqual({
        result: 'read',
        value: all.events.at(-1)?.position,
      })
    })
  })

  describe('a subscription', () => {
    const write = async (...streams: readonly string[]) => {
      const events: NewEvent[] = []
      for (const stream of streams) {
        const known = (await stored(central, stream)) as CentralEvent[]
        const event = someEvent({ stream })
        await central.append(stream, [event], known.length - 1)
        events.push(event)
      }
      return events
    }

    it('gives all streams’ events in the order of the log, each with its revision', async () => {
      const events = await write('b-1', 'a-1', 'b-1', 'c-1', 'a-1')
      const got = await follow(central.subscribe(['a-', 'b-', 'c-'], undefined), caughtUp)
      expect(idsOf(got.events)).toEqual(idsOf(events))
      expect(got.events.map(({ stream, revision }) => [stream, revision])).toEqual([
        ['b-1', 0],
        ['a-1', 0],
        ['b-1', 1],
        ['c-1', 0],
        ['a-1', 1],
      ])
      const positions = got.events.map(({ position }) => position)
      expect(positions.toSorted(inLogOrder)).toEqual(positions)
      expect(new Set(positions).size).toBe(positions.length)
    })

    it('without prefixes follows everything', async () => {
      const events = await write('b-1', 'anything')
      const got = await follow(central.subscribe(undefined, undefined), caughtUp)
      expect(idsOf(got.events)).toEqual(idsOf(events))
    })

    it('follows the streams with its prefixes, and no others', async () => {
      const [a, , c] = await write('a-1', 'ab-1', 'c-1', 'xa-1')
      const got = await follow(central.subscribe(['a-', 'c-'], undefined), caughtUp)
      expect(idsOf(got.events)).toEqual(idsOf([a!, c!]))
    })

    it('goes on after a position, without the event that stands there', async () => {
      const events = await write('a-1', 'a-2', 'a-3')
      const all = await follow(central.subscribe(['a-'], undefined), caughtUp)
      const rest = await follow(central.subscribe(['a-'], all.events[0]!.position), caughtUp)
      expect(idsOf(rest.events)).toEqual(idsOf(events.slice(1)))
      const none = await follow(central.subscribe(['a-'], all.events[2]!.position), caughtUp)
      expect(none.events).toEqual([])
    })

    it('gives what is appended afterwards, by whichever connection', async () => {
      const subscription = central.subscribe(['a-'], undefined)
      await follow(subscription, caughtUp)
      const event = someEvent()
      const live = follow(subscription, ({ events }) => events.length > 0)
      await subject.connect().append('a-1', [event], -1)
      expect(idsOf((await live).events)).toEqual([event.id])
    })

    it('says how far it has looked where it passes others’ events over', async () => {
      await write('a-1')
      for (let at = 0; at < 400; at += 100) await central.append('other-1', someEvents(100), at - 1)
      const [own] = (await stored(central, 'a-1')) as CentralEvent[]
      const { events, position } = await follow(
        central.subscribe(['a-'], own!.position),
        ({ position }) => position !== undefined,
      )
      expect(events).toEqual([])
      expect(inLogOrder(position!, own!.position)).toBeGreaterThan(0)
      // Nothing that it follows is left out by going on from there.
      const [next] = await write('a-2')
      const rest = await follow(central.subscribe(['a-'], position), caughtUp)
      expect(idsOf(rest.events)).toEqual([next!.id])
    })

    it('gives nothing more once it is closed, also to who waits for it', async () => {
      const subscription = central.subscribe(['a-'], undefined)
      await follow(subscription, caughtUp)
      const waiting = ending(subscription)
      subscription.close()
      expect(await waiting).toMatchObject({ kind: 'dropped' })
      expect(await subscription.next()).toMatchObject({ kind: 'dropped' })
      expect(await central.readStream('a-1', 0, 1)).toMatchObject({ result: 'read' })
    })
  })

  describe('when the store cannot be reached', () => {
    it('says of an append that its fate is unknown, and of a read that there was none', async () => {
      await subject.cut()
      expect(await central.append('a-1', someEvents(1), -1)).toMatchObject({
        result: 'unknown',
        why: { code: 'unreachable' },
      })
      const nothing = { result: 'unreachable', why: { code: 'unreachable' } }
      expect(await central.readStream('a-1', 0, 1)).toMatchObject(nothing)
      expect(await central.eventAt('1/1')).toMatchObject(nothing)
      expect(await central.endOfLog()).toMatchObject(nothing)
    })

    it('drops a subscription, once and for all', async () => {
      const subscription = central.subscribe(['a-'], undefined)
      await follow(subscription, caughtUp)
      const dropped = ending(subscription)
      await subject.cut()
      expect(await dropped).toMatchObject({ kind: 'dropped' })
      await subject.mend()
      expect(await subscription.next()).toMatchObject({ kind: 'dropped' })
    })

    it('is there again afterwards with all that it had', async () => {
      const sent = someEvents(2)
      await central.append('a-1', sent, -1)
      await subject.cut()
      await central.append('a-1', someEvents(1), 1)
      await subject.mend()
      const next = subject.connect()
      expect(idsOf((await stored(next, 'a-1')) as CentralEvent[])).toEqual(idsOf(sent))
      expect(await next.append('a-1', sent, -1)).toEqual({ result: 'appended', revision: 1 })
    })
  })

  it('answers every call once the connection is closed', async () => {
    const subscription = central.subscribe(['a-'], undefined)
    const waiting = ending(subscription)
    await central.dispose()
    expect(await waiting).toMatchObject({ kind: 'dropped' })
    expect(await central.append('a-1', someEvents(1), -1)).toMatchObject({ result: 'unknown' })
    expect(await central.readStream('a-1', 0, 1)).toMatchObject({ result: 'unreachable' })
    expect(await central.endOfLog()).toMatchObject({ result: 'unreachable' })
    await central.dispose()
  })
})
