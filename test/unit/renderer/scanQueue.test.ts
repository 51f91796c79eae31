import { expect, test } from 'vitest'
import { createScanQueue } from '#renderer/ui/scan/scanQueue.ts'

test('scans are taken in the order they came, each once, equal texts included', () => {
  const queue = createScanQueue()
  for (const text of ['a', 'a', 'b']) queue.add(text)
  const taken = [queue.take(), queue.take(), queue.take(), queue.take()]
  expect(taken.map((scan) => scan?.text)).toEqual(['a', 'a', 'b', undefined])
  expect(new Set(taken.map((scan) => scan?.id)).size).toBe(4)
})

test('while somebody holds the queue scans wait, and none is lost', () => {
  const queue = createScanQueue()
  const release = queue.hold()
  queue.add('a')
  expect(queue.take()).toBeUndefined()
  queue.add('b')
  release()
  expect(queue.take()?.text).toBe('a')
  expect(queue.take()?.text).toBe('b')
})

test('two holders must both let go, and letting go twice counts once', () => {
  const queue = createScanQueue()
  const [dialog, command] = [queue.hold(), queue.hold()]
  queue.add('a')
  dialog()
  dialog()
  expect(queue.take()).toBeUndefined()
  command()
  expect(queue.take()?.text).toBe('a')
})

test('listeners hear of every change, and what waits is the same array until then', () => {
  const queue = createScanQueue()
  let changes = 0
  const stop = queue.subscribe(() => {
    changes += 1
  })
  expect(queue.waiting()).toBe(queue.waiting())
  queue.add('a')
  queue.take()
  expect(changes).toBe(2)
  stop()
  queue.add('b')
  expect(changes).toBe(2)
})

test('clearing says what was not used', () => {
  const queue = createScanQueue()
  queue.add('a')
  queue.add('b')
  expect(queue.clear().map(({ text }) => text)).toEqual(['a', 'b'])
  expect(queue.waiting()).toEqual([])
})
