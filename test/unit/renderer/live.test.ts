import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createConnection } from '#renderer/api/connection.ts'
import { follow, liveValue } from '#renderer/api/live.ts'

/** A stream that yields its values and then breaks, as one does when the terminal goes away. */
async function* broken<Value>(...values: Value[]): AsyncGenerator<Value> {
  yield* values
  throw new Error('the connection dropped')
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('nothing is asked for before the connection is open', async () => {
  const [connection, move] = createConnection()
  const open = vi.fn<() => Promise<AsyncIterable<number>>>(async () => broken(1))
  liveValue(connection, open)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(open).not.toHaveBeenCalled()
  move('open')
  await vi.advanceTimersByTimeAsync(0)
  expect(open).toHaveBeenCalledTimes(1)
})

test('a stream that broke is opened again, and listeners hear the new values', async () => {
  const [connection, move] = createConnection()
  const streams = [broken('first'), broken('second')]
  const live = liveValue(connection, async () => streams.shift() ?? broken<string>())
  const heard: unknown[] = []
  live.subscribe(() => heard.push(live.current()))
  move('open')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(heard).toEqual(['first', 'second'])
})

test('the last value is kept while the connection is lost', async () => {
  const [connection, move] = createConnection()
  const live = liveValue(connection, async () => broken('known'))
  move('open')
  await vi.advanceTimersByTimeAsync(0)
  move('lost')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(live.current()).toBe('known')
})

test('each opening is told, because something may have been missed before it', async () => {
  const [connection, move] = createConnection()
  const onOpen = vi.fn<() => void>()
  void follow(
    connection,
    async () => broken<number>(),
    () => undefined,
    onOpen,
  )
  move('open')
  await vi.advanceTimersByTimeAsync(1_200)
  expect(onOpen.mock.calls.length).toBeGreaterThanOrEqual(2)
})
