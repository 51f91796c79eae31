import {
  type AppendExpectedRevision,
  BACKWARDS,
  END,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  StreamNotFoundError,
  streamNameFilter,
  excludeSystemEvents,
  WrongExpectedVersionError,
} from '@eventstore/db-client'
import { boundDecoding } from '#electron/wire/boundedDecoding.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'
import { formatPosition, parsePosition, toCentralEvent } from './convert.ts'
import { explain, isLost } from './failures.ts'
import {
  AddressError,
  type AppendResult,
  type CentralStore,
  type NewEvent,
  type ReadResult,
} from './port.ts'
import { widenReceiveWindow } from './receiveWindow.ts'
import { askServer, type ServerAnswer } from './server.ts'
import { subscriptionFeed } from './subscription.ts'

/** How long a read may go without an answer. The client itself would wait for ever. */
const READ_TIMEOUT_MS = 15_000
/** Windows of 32 events that a filter passes over before it tells how far it has looked. */
const CHECKPOINT_INTERVAL = 10

/**
 * Of a server that offers it the client prefers BatchAppend, and keeps one table of those for the whole process, where
 * an error on one stream fails the appends of every other. Told that there is none, it sends plain appends.
 */
function appendOneByOne(client: EventStoreDBClient): void {
  client['supports'] = () => Promise.resolve(false)
}

const revisionOf = (current: unknown): number =>
  typeof current === 'bigint' ? Number(current) : -1

const expectedOf = (revision: number): AppendExpectedRevision =>
  revision < 0 ? NO_STREAM : BigInt(revision)

/** A failed call as a value. */
const failed = (
  error: unknown,
  stream?: string,
): { result: 'unreachable' | 'refused'; why: Problem } =>
  error instanceof NoAnswer
    ? { result: 'unreachable', why: problemOf('timeout') }
    : { result: isLost(error) ? 'unreachable' : 'refused', why: explain(error, stream) }

/** Nothing came for too long, or the connection was closed here. */
class NoAnswer extends Error {}

type Reading<T> = AsyncIterable<T> & { readonly cancel: () => Promise<void> }

/** Reads all that comes, unless nothing comes for too long or the connection is given up. */
async function collect<T>(reading: Reading<T>, disposed: AbortSignal): Promise<readonly T[]> {
  const items: T[] = []
  let timer: NodeJS.Timeout | undefined
  let giveUp: (() => void) | undefined
  // A read that is cancelled neither ends nor fails in the client: what waits for it has to be told here.
  const given = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      void reading.cancel()
      reject(new NoAnswer())
    }, READ_TIMEOUT_MS)
    giveUp = () => reject(new NoAnswer())
    disposed.addEventListener('abort', giveUp, { once: true })
  })
  const all = async () => {
    for await (const item of reading) {
      items.push(item)
      timer?.refresh()
    }
    return items
  }
  try {
    return await Promise.race([all(), given])
  } finally {
    clearTimeout(timer)
    if (giveUp) disposed.removeEventListener('abort', giveUp)
  }
}

const toNewEvent = ({ id, type, data, metadata }: NewEvent) =>
  jsonEvent({ id, type, data: { ...data }, metadata: { ...metadata } })

function clientFor(url: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(url)
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1)
    throw new AddressError(problemOf('address-invalid', line), { cause: error })
  }
}

/** Rejects once the connection is given up. */
function givenUp(signal: AbortSignal): Promise<never> {
  const given = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new NoAnswer()), { once: true })
  })
  given.catch(() => {})
  return given
}

/** Reaches EventStoreDB, KurrentDB or the embedded store: they speak the same protocol. */
export function connectEventStoreDb(url: string): CentralStore {
  boundDecoding()
  widenReceiveWindow()
  const client = clientFor(url)
  appendOneByOne(client)
  const disposing = new AbortController()
  const disposed = givenUp(disposing.signal)
  /** It was asked about itself, and said nothing: it is not waited for a second time. */
  let isSilent = false

  async function ask(): Promise<ServerAnswer> {
    if (isSilent) return {}
    try {
      const asked = client['getChannel']().then(askServer)
      const answer = await Promise.race([asked, disposed])
      isSilent = answer.date === undefined && answer.version === undefined
      return answer
    } catch {
      isSilent = true
      return {}
    }
  }

  async function append(
    stream: string,
    events: readonly NewEvent[],
    expected: number,
    deadlineMs?: number,
  ): Promise<AppendResult> {
    try {
      disposing.signal.throwIfAborted()
      const sent = client.appendToStream(stream, events.map(toNewEvent), {
        expectedRevision: expectedOf(expected),
        ...(deadlineMs === undefined ? {} : { deadline: deadlineMs }),
      })
      // Of a channel that is closed under it, the client never hears: what waits for it has to be told here.
      const { success, nextExpectedRevision } = await Promise.race([sent, disposed])
      const revision = Number(nextExpectedRevision)
      return success
        ? { result: 'appended', revision }
        : { result: 'wrong-expected-revision', current: revision }
    } catch (error) {
      if (error instanceof WrongExpectedVersionError)
        return { result: 'wrong-expected-revision', current: revisionOf(error.actualVersion) }
      const { result, why } = failed(error, stream)
      return { result: result === 'refused' ? 'refused' : 'unknown', why }
    }
  }

  async function read<T>(work: () => Promise<T>, stream?: string): Promise<ReadResult<T>> {
    try {
      return { result: 'read', value: await work() }
    } catch (error) {
      return failed(error, stream)
    }
  }

  return {
    append,
    readStream: (stream, from, limit) =>
      read(async () => {
        try {
          const events = await collect(
            client.readStream(stream, {
              fromRevision: BigInt(from),
              maxCount: limit,
            }),
            disposing.signal,
          )
          return events.flatMap(({ event }) => (event ? [toCentralEvent(event)] : []))
        } catch (error) {
          if (error instanceof StreamNotFoundError) return []
          throw error
        }
      }, stream),
    eventAt: (position) =>
      read(async () => {
        const [first] = await collect(
          client.readAll({ fromPosition: parsePosition(position), maxCount: 1 }),
          disposing.signal,
        )
        const event = first?.event
        return event && toCentralEvent(event)
      }),
    clock: async () => (await ask()).date,
    version: async () => (await ask()).version,
    endOfLog: () =>
      read(async () => {
        const [last] = await collect(
          client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }),
          disposing.signal,
        )
        return last?.event && formatPosition(last.event.position)
      }),
    subscribe: (prefixes, after) =>
      subscriptionFeed((reached) => {
        const checkpointReached = (_: unknown, position: { commit: bigint; prepare: bigint }) =>
          Promise.resolve(reached(formatPosition(position)))
        const checkpoints = { checkpointInterval: CHECKPOINT_INTERVAL, checkpointReached }
        return client.subscribeToAll({
          fromPosition: after === undefined ? START : parsePosition(after),
          filter: prefixes
            ? streamNameFilter({ prefixes: [...prefixes], ...checkpoints })
            : excludeSystemEvents(checkpoints),
        })
      }),
    dispose: async () => {
      if (disposing.signal.aborted) return
      disposing.abort(new NoAnswer())
      // What was called before is on the channel by then: begun on a closed one, a call throws where nobody catches it.
      await new Promise((resolve) => void setImmediate(resolve))
      await client.dispose()
      // Of a cluster the client would first look for a leader, only to close the channel to it.
      if (isOneNode(url)) await closeChannel(client)
    },
  }
}

const isOneNode = (url: string) => !url.startsWith('esdb+discover:') && !url.includes(',')

/** The client ends its calls but leaves its channel open, whose keep-alive would go on for the life of the process. */
async function closeChannel(client: EventStoreDBClient): Promise<void> {
  try {
    const channel = await client['getChannel']()
    channel.close()
  } catch {
    // There never was a channel, or it is closed already.
  }
}
