/**
 * Tells a scanner's keys from a person's. Pure: keys and their times come in, what they mean comes out.
 *
 * A run of characters is a scan when it starts with the configured prefix, or ends with the configured suffix, or, as
 * a fallback, when it ends in Enter or Tab, is long enough and came at a pace that no person types at.
 * Anything else was typed and is handed on as it was.
 */
export type ScanConfig = {
  /** What the scanner sends first; '' for none. With it, timing is not looked at. */
  prefix: string
  /** What the scanner sends last, before Enter or Tab if it sends these too; '' for none. */
  suffix: string
  /** The slowest mean pace of a scan, in milliseconds a key; only for the fallback. */
  pace: number
  /** The fewest characters of a scan; only for the fallback. */
  minLength: number
}

export const defaultScanConfig: ScanConfig = { prefix: '', suffix: '', pace: 50, minLength: 3 }

/** `at` is when the key was struck, in milliseconds on any steady clock. */
export type ScanInput =
  | { kind: 'character'; character: string; at: number }
  | { kind: 'terminator'; at: number }
  /** Nothing was struck for as long as `quietAfter` says. */
  | { kind: 'quiet' }

export type ScanState = {
  /** The run so far, as struck. */
  run: string
  firstAt: number
  lastAt: number
}

export type ScanOutput =
  | { kind: 'scanned'; text: string; /** The run as struck. */ run: string }
  /** A person's keys, in order; `terminated` when Enter or Tab ended them and should now do what it always does. */
  | { kind: 'typed'; text: string; terminated: boolean }

export const initialScanState: ScanState = { run: '', firstAt: 0, lastAt: 0 }

/** A pause that ends a run: single keys of a scan may be late, on a busy machine or by radio, but not this late. */
const longestPause = ({ pace }: ScanConfig): number => pace * 2.5

const startsCertain = (run: string, { prefix }: ScanConfig): boolean =>
  prefix !== '' && run.startsWith(prefix)

const endsCertain = (run: string, { suffix }: ScanConfig): boolean =>
  suffix !== '' && run.length > suffix.length && run.endsWith(suffix)

const strip = (run: string, { prefix, suffix }: ScanConfig): string => {
  const from = prefix !== '' && run.startsWith(prefix) ? prefix.length : 0
  const to = suffix !== '' && run.endsWith(suffix) ? run.length - suffix.length : run.length
  return run.slice(from, Math.max(from, to))
}

const typed = (text: string, terminated: boolean): ScanOutput[] =>
  text === '' && !terminated ? [] : [{ kind: 'typed', text, terminated }]

const onCharacter = (
  state: ScanState,
  character: string,
  at: number,
  config: ScanConfig,
): [ScanState, ScanOutput[]] => {
  const late = state.run !== '' && at - state.lastAt > longestPause(config)
  // A pause ends a run of typing; one that began with the prefix goes on however slow the scanner is.
  const abandoned = late && !startsCertain(state.run, config)
  const outputs = abandoned ? typed(state.run, false) : []
  const isFirst = abandoned || state.run === ''
  const run = isFirst ? character : state.run + character
  const next: ScanState = { run, firstAt: isFirst ? at : state.firstAt, lastAt: at }
  // A suffix is complete in itself: not every scanner sends Enter after it.
  const complete = endsCertain(run, config) && (config.prefix === '' || startsCertain(run, config))
  return complete
    ? [initialScanState, [...outputs, { kind: 'scanned', text: strip(run, config), run }]]
    : [next, outputs]
}

const onTerminator = (
  state: ScanState,
  at: number,
  config: ScanConfig,
): [ScanState, ScanOutput[]] => {
  const { run } = state
  const byTime =
    run.length >= Math.max(1, config.minLength) && at - state.firstAt <= config.pace * run.length
  const text = strip(run, config)
  const isScan = startsCertain(run, config) || byTime
  return [
    initialScanState,
    isScan && text !== '' ? [{ kind: 'scanned', text, run }] : typed(run, true),
  ]
}

/** What one input means on top of what came before. */
export const stepScan = (
  state: ScanState,
  input: ScanInput,
  config: ScanConfig,
): [ScanState, ScanOutput[]] => {
  switch (input.kind) {
    case 'character':
      return onCharacter(state, input.character, input.at, config)
    case 'terminator':
      return onTerminator(state, input.at, config)
    case 'quiet':
      return [initialScanState, typed(state.run, false)]
    default:
      return input satisfies never
  }
}

/** How many milliseconds of silence end the run in hand: short for a guess by timing, long once the prefix was seen. */
export const quietAfter = (state: ScanState, config: ScanConfig): number | undefined => {
  if (state.run === '') return undefined
  return startsCertain(state.run, config) ? 2_000 : longestPause(config) + 10
}
