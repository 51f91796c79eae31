import {
  defaultScanConfig,
  initialScanState,
  quietAfter,
  stepScan,
  type ScanInput,
  type ScanOutput,
} from '#renderer/ui/scan/scanMachine.ts'
import {
  holdFor,
  initialTypingState,
  stepTyping,
  type TypingOutput,
  type Wanted,
} from '#renderer/ui/scan/typingMachine.ts'

/** Each key with how long after the one before it was struck; ⏎ is Enter. */
export type Struck = readonly (readonly [string, number])[]

/** Keys that follow each other evenly. */
export const atPace = (text: string, pace: number): Struck => Array.from(text, (key) => [key, pace])

/** What the page makes of these keys: both machines, with the silences that they ask for. */
export const hear = (keys: Struck, wanted: Wanted = 'quantity'): TypingOutput[] => {
  const config = defaultScanConfig
  const heard: TypingOutput[] = []
  let [scan, typing, at] = [initialScanState, initialTypingState, 1_000]
  let struck: number[] = []
  const type = (input: Parameters<typeof stepTyping>[1]) => {
    const [next, outputs] = stepTyping(typing, input, wanted)
    typing = next
    heard.push(...outputs)
  }
  const take = (outputs: readonly ScanOutput[], endedAt?: number) => {
    for (const output of outputs) {
      const times = struck.splice(0, (output.kind === 'scanned' ? output.run : output.text).length)
      type(
        output.kind === 'scanned'
          ? { kind: 'scanned', text: output.text, times }
          : {
              kind: 'typed',
              text: output.text,
              times,
              endedAt: output.terminated ? endedAt : undefined,
            },
      )
    }
  }
  const step = (input: ScanInput, endedAt?: number) => {
    const [next, outputs] = stepScan(scan, input, config)
    scan = next
    take(outputs, endedAt)
  }
  const pass = (silence: number) => {
    const quiet = quietAfter(scan, config)
    if (quiet !== undefined && silence > quiet) step({ kind: 'quiet' })
    if (typing.held !== undefined && silence > holdFor + (quiet ?? 0)) type({ kind: 'quiet' })
  }
  for (const [key, after] of keys) {
    pass(after)
    at += after
    if (key !== '⏎') struck.push(at)
    step(key === '⏎' ? { kind: 'terminator', at } : { kind: 'character', character: key, at }, at)
  }
  pass(10_000)
  return heard
}
