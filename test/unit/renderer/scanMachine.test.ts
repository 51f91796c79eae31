import { expect, test } from 'vitest'
import {
  defaultScanConfig,
  initialScanState,
  quietAfter,
  stepScan,
  type ScanConfig,
  type ScanInput,
  type ScanOutput,
} from '#renderer/ui/scan/scanMachine.ts'

/** Strikes the keys of `text` one every `gap` milliseconds; ⏎ is Enter or Tab, and … is silence. */
const strike = (
  text: string,
  gap: number,
  config: ScanConfig = defaultScanConfig,
): ScanOutput[] => {
  let state = initialScanState
  let at = 1000
  const outputs: ScanOutput[] = []
  for (const character of text) {
    at += gap
    const input: ScanInput =
      character === '⏎'
        ? { kind: 'terminator', at }
        : character === '…'
          ? { kind: 'quiet' }
          : { kind: 'character', character, at }
    const [next, made] = stepScan(state, input, config)
    state = next
    outputs.push(...made)
  }
  return outputs
}

const scan = (text: string, run = text) => ({ kind: 'scanned', text, run })
const typing = (text: string, terminated: boolean) => ({ kind: 'typed', text, terminated })

test('a quick run of characters that ends in Enter or Tab is a scan', () => {
  expect(strike('A-01-02⏎', 8)).toEqual([scan('A-01-02')])
})

test('scans that follow each other without a pause stay apart, and none is lost', () => {
  expect(strike('111⏎222⏎333⏎', 4)).toEqual([scan('111'), scan('222'), scan('333')])
})

test('characters struck as slowly as a person strikes them are typing', () => {
  expect(strike('12⏎', 140)).toEqual([typing('1', false), typing('2', true)])
})

test('one key that comes late, on a busy machine, does not break a scan', () => {
  let state = initialScanState
  const outputs: ScanOutput[] = []
  for (const [index, at] of [0, 5, 10, 100, 105, 110].entries()) {
    const character = 'A-1-23'.charAt(index)
    const [next, made] = stepScan(state, { kind: 'character', character, at }, defaultScanConfig)
    state = next
    outputs.push(...made)
  }
  outputs.push(...stepScan(state, { kind: 'terminator', at: 115 }, defaultScanConfig)[1])
  expect(outputs).toEqual([scan('A-1-23')])
})

test('a fast typist is still no scanner', () => {
  expect(strike('1234⏎', 70)).toEqual([typing('1234', true)])
})

test('a run shorter than a barcode is typing however quick it was', () => {
  expect(strike('12⏎', 5)).toEqual([typing('12', true)])
})

test('silence ends a run that was not terminated, as typing', () => {
  expect(strike('1234…', 5)).toEqual([typing('1234', false)])
})

test('digits typed by hand just before a scan are not taken for a part of it', () => {
  let state = initialScanState
  const outputs: ScanOutput[] = []
  const keys: [string, number][] = [
    ['7', 0],
    ['A', 400],
    ['B', 405],
    ['C', 410],
  ]
  for (const [character, at] of keys) {
    const [next, made] = stepScan(state, { kind: 'character', character, at }, defaultScanConfig)
    state = next
    outputs.push(...made)
  }
  outputs.push(...stepScan(state, { kind: 'terminator', at: 415 }, defaultScanConfig)[1])
  expect(outputs).toEqual([typing('7', false), scan('ABC')])
})

test('with a prefix a scan is certain however slow the scanner is', () => {
  const config = { ...defaultScanConfig, prefix: '~' }
  expect(strike('~12⏎', 300, config)).toEqual([scan('12', '~12')])
})

test('with a prefix a quick run without it still counts as a scan by its timing', () => {
  const config = { ...defaultScanConfig, prefix: '~' }
  expect(strike('A-01-02⏎', 5, config)).toEqual([scan('A-01-02')])
})

test('a suffix ends a scan where the scanner sends neither Enter nor Tab', () => {
  const config = { ...defaultScanConfig, suffix: '#' }
  expect(strike('4711#4712#', 5, config)).toEqual([scan('4711', '4711#'), scan('4712', '4712#')])
})

test('prefix and suffix of more than one character are taken off both ends', () => {
  const config = { ...defaultScanConfig, prefix: ']C1', suffix: '$$' }
  expect(strike(']C1HL-U509$$', 5, config)).toEqual([scan('HL-U509', ']C1HL-U509$$')])
})

test('an Enter after the suffix is not a second scan', () => {
  const config = { ...defaultScanConfig, suffix: '#' }
  expect(strike('4711#⏎', 5, config)).toEqual([scan('4711', '4711#'), typing('', true)])
})

test('control characters within a barcode are kept as they were struck', () => {
  expect(strike('01095\u001D21A⏎', 5)).toEqual([scan('01095\u001D21A')])
})

test('a prefix without anything after it is not a scan', () => {
  const config = { ...defaultScanConfig, prefix: '~' }
  expect(strike('~⏎', 5, config)).toEqual([typing('~', true)])
})

test('silence is waited for only while a run is open, and for longer once the prefix was seen', () => {
  const config = { ...defaultScanConfig, prefix: '~' }
  expect(quietAfter(initialScanState, config)).toBeUndefined()
  const [guess] = stepScan(initialScanState, { kind: 'character', character: 'A', at: 0 }, config)
  const [certain] = stepScan(initialScanState, { kind: 'character', character: '~', at: 0 }, config)
  expect(quietAfter(certain, config)).toBeGreaterThan(quietAfter(guess, config) ?? Infinity)
})
