import { array, assert, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { createScanQueue, type ScanLayer, type ScanQueue } from '#renderer/ui/scan/scanQueue.ts'

const screen = (): ScanLayer => ({ takes: true })
const dialog = (): ScanLayer => ({ takes: false })

/** A queue with one screen that takes scans. */
const onScreen = () => {
  const queue = createScanQueue()
  const layer = screen()
  return { queue, layer, leave: queue.open(layer) }
}

const said = (queue: ScanQueue) => queue.notTaken().map(({ text, because }) => [text, because])

test('scans are taken in the order they came, each once, equal texts included', () => {
  const { queue, layer } = onScreen()
  for (const text of ['a', 'a', 'b']) queue.add(text)
  const taken = [queue.take(layer), queue.take(layer), queue.take(layer), queue.take(layer)]
  expect(taken.map((scan) => scan?.text)).toEqual(['a', 'a', 'b', undefined])
  expect(new Set(taken.map((scan) => scan?.id)).size).toBe(4)
  expect(said(queue)).toEqual([])
})

test('where no screen takes scans, a scan is told as not taken at once', () => {
  const queue = createScanQueue()
  queue.add('a')
  expect(said(queue)).toEqual([['a', 'not-here']])
  const next = screen()
  queue.open(next)
  expect(queue.take(next)).toBeUndefined()
})

test('what waits when its screen goes is told, and never handed to the next screen', () => {
  const { queue, leave } = onScreen()
  queue.add('a')
  queue.add('b')
  leave()
  const next = screen()
  queue.open(next)
  expect(queue.take(next)).toBeUndefined()
  expect(said(queue)).toEqual([
    ['a', 'left'],
    ['b', 'left'],
  ])
})

test('a scan that began on a screen which went before its end is told as well', () => {
  const { queue, layer, leave } = onScreen()
  leave()
  const next = screen()
  queue.open(next)
  queue.add('a', layer)
  expect(queue.take(next)).toBeUndefined()
  expect(said(queue)).toEqual([['a', 'left']])
})

test('under a question what was scanned before it waits, and what is scanned on it is not taken', () => {
  const { queue, layer } = onScreen()
  queue.add('before')
  const answer = queue.open(dialog())
  queue.add('on it')
  queue.add('begun before it', layer)
  expect(queue.take(layer)).toBeUndefined()
  expect(said(queue)).toEqual([['on it', 'question']])
  answer()
  expect([queue.take(layer)?.text, queue.take(layer)?.text]).toEqual(['before', 'begun before it'])
})

test('two questions over a screen must both go, and going twice counts once', () => {
  const { queue, layer } = onScreen()
  queue.add('a')
  const [one, two] = [queue.open(dialog()), queue.open(dialog())]
  one()
  one()
  expect(queue.take(layer)).toBeUndefined()
  two()
  expect(queue.take(layer)?.text).toBe('a')
})

test('a scan that is taken settles what was refused before, not what a screen left behind', () => {
  const { queue, leave } = onScreen()
  queue.add('left behind')
  leave()
  queue.add('refused')
  const next = screen()
  queue.open(next)
  queue.add('taken')
  queue.take(next)
  expect(said(queue)).toEqual([['left behind', 'left']])
  queue.seen()
  expect(said(queue)).toEqual([])
})

test('listeners hear of every change, and what waits is the same array until then', () => {
  const { queue, layer } = onScreen()
  let changes = 0
  const stop = queue.subscribe(() => {
    changes += 1
  })
  expect(queue.waiting(layer)).toBe(queue.waiting(layer))
  queue.add('a')
  queue.take(layer)
  expect(changes).toBe(2)
  stop()
  queue.add('b')
  expect(changes).toBe(2)
})

/** Does what the steps say; answers each scan with the layer it was made on, and where it ended. */
const walk = (steps: readonly number[]) => {
  const queue = createScanQueue()
  const shown: { layer: ScanLayer; close: () => void }[] = []
  const madeOn = new Map<string, ScanLayer>()
  const takenBy = new Map<string, ScanLayer>()
  const told = new Set<string>()
  const hear = () => {
    for (const { text } of queue.notTaken()) told.add(text)
  }
  for (const [index, step] of steps.entries()) {
    const top = shown.at(-1)
    if (step <= 1) {
      const layer = step === 0 ? screen() : dialog()
      shown.push({ layer, close: queue.open(layer) })
    } else if (step === 2) shown.pop()?.close()
    else if (step === 3 || top === undefined) {
      madeOn.set(String(index), queue.top())
      queue.add(String(index))
    } else {
      const taken = queue.take(top.layer)
      if (taken !== undefined) takenBy.set(taken.text, top.layer)
    }
    hear()
  }
  for (const { close } of shown.toReversed()) close()
  hear()
  return { madeOn, takenBy, told }
}

test('whatever happens to screens and questions, each scan is taken once where it was made, or told', () => {
  assert(
    property(array(nat(5), { maxLength: 60 }), (steps) => {
      const { madeOn, takenBy, told } = walk(steps)
      expect([...takenBy.keys(), ...told].toSorted()).toEqual([...madeOn.keys()].toSorted())
      for (const [text, layer] of takenBy) expect(layer).toBe(madeOn.get(text))
    }),
  )
})
