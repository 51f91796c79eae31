import { isGtin } from './gtin.ts'

/**
 * Looks at what was not a scan for certain before it counts as typed. Pure. A scanner that is slow, or whose radio
 * stutters, sends a barcode like a person: what looks like one, or like a part of one, is doubted, and a person is asked.
 */
export type TypingInput =
  /** Keys with the times they were struck at; `endedAt` is that of the Enter or Tab which ended them. */
  | { kind: 'typed'; text: string; times: readonly number[]; endedAt?: number | undefined }
  | { kind: 'scanned'; text: string; times: readonly number[] }
  /** Nothing was struck for `holdFor`. */
  | { kind: 'quiet' }
  /** Another key or a press: what was typed counts before it. */
  | { kind: 'flush' }

/** What typing is for just now: a number, words, nothing at all, or a PIN, which nobody looks at. */
export type Wanted = 'quantity' | 'text' | 'nothing' | 'secret'

type Burst = { text: string; times: readonly number[] }

export type TypingState = {
  /** Typed, and not handed on yet: more of it may follow. */
  held: Burst | undefined
  /** What was handed on last. */
  last: Burst | undefined
  /** What was doubted last: what comes right behind it belongs to it. */
  doubted: Burst | undefined
}

export type TypingOutput =
  | { kind: 'typed'; text: string; terminated: boolean }
  | { kind: 'scanned'; text: string }
  /** It came as typing, but looks like a barcode. */
  | { kind: 'doubted'; text: string; terminated: boolean }
  /** More of what was doubted before. */
  | { kind: 'more'; text: string }
  /** A scan came right behind typing: is it one code in two parts? `isHeld`: the head was not handed on yet. */
  | { kind: 'parts'; head: string; tail: string; isHeld: boolean }

export const initialTypingState: TypingState = {
  held: undefined,
  last: undefined,
  doubted: undefined,
}

/** The pause, in milliseconds, after which what was typed is handed on: longer than a stutter, shorter than a look. */
export const holdFor = 250

/** A scan that begins this soon after typing may be its other half. */
const joinWithin = 1_000

/** No person keeps this pace, in milliseconds a key, over a number of five digits, or over three with their Enter. */
const fast = { five: 90, three: 80 }

const lastOf = ({ times }: Burst): number => times.at(-1) ?? 0

const medianGap = (times: readonly number[]): number => {
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at))
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Number.POSITIVE_INFINITY
}

/** Does it look like a barcode, though it came as typing? One to four digits at a person's pace never do. */
export const looksScanned = ({ text, times }: Burst, wanted: Wanted, endedAt?: number): boolean => {
  const isNumber = /^\d+$/.test(text)
  const pace = medianGap(endedAt === undefined ? times : [...times, endedAt])
  const isQuick = text.length >= 3 && endedAt !== undefined && pace <= fast.three
  switch (wanted) {
    case 'secret':
      return false
    case 'text':
      return isNumber && text.length >= 8
    case 'nothing':
      return isQuick || isGtin(text)
    case 'quantity':
      if (!isNumber) return text.trim().length >= 3
      return text.length >= 7 || (text.length >= 5 && pace <= fast.five) || isQuick
    default:
      return wanted satisfies never
  }
}

const joined = (before: Burst | undefined, next: Burst, within: number): Burst | undefined =>
  before !== undefined && (next.times[0] ?? 0) - lastOf(before) <= within
    ? { text: before.text + next.text, times: [...before.times, ...next.times] }
    : undefined

/** Hands on what was typed, or doubts it. */
const release = (
  { last }: TypingState,
  burst: Burst,
  wanted: Wanted,
  endedAt?: number,
): [TypingState, TypingOutput[]] => {
  const terminated = endedAt !== undefined
  const { text } = burst
  if (text === '' && !terminated) return [{ ...initialTypingState, last }, []]
  if (looksScanned(burst, wanted, endedAt))
    return [
      { ...initialTypingState, doubted: terminated ? undefined : burst },
      [{ kind: 'doubted', text, terminated }],
    ]
  // Enter or Tab is where a person ends a number: what follows is no other half of it.
  const handedOn = terminated ? undefined : (joined(last, burst, joinWithin) ?? burst)
  return [{ ...initialTypingState, last: handedOn }, [{ kind: 'typed', text, terminated }]]
}

const none: Burst = { text: '', times: [] }

const onTyped = (
  state: TypingState,
  { text, times, endedAt }: Extract<TypingInput, { kind: 'typed' }>,
  wanted: Wanted,
): [TypingState, TypingOutput[]] => {
  const chunk = { text, times }
  const doubted = text === '' ? undefined : joined(state.doubted, chunk, joinWithin)
  if (doubted !== undefined)
    return [
      { ...initialTypingState, doubted: endedAt === undefined ? doubted : undefined },
      [{ kind: 'more', text }],
    ]
  const next = times.length === 0 ? (state.held ?? none) : joined(state.held, chunk, holdFor)
  if (next === undefined && state.held !== undefined) {
    // What was held is decided first: this may be more of it, or the beginning of something else.
    const [before, outputs] = release(state, state.held, wanted)
    const [after, more] = onTyped(before, { kind: 'typed', text, times, endedAt }, wanted)
    return [after, [...outputs, ...more]]
  }
  const burst = next ?? chunk
  return endedAt === undefined && wanted !== 'secret'
    ? [{ ...state, held: burst }, []]
    : release({ ...state, held: undefined }, burst, wanted, endedAt)
}

const onScanned = (
  state: TypingState,
  { text, times }: Extract<TypingInput, { kind: 'scanned' }>,
  wanted: Wanted,
): [TypingState, TypingOutput[]] => {
  if (joined(state.doubted, { text, times }, joinWithin) !== undefined)
    return [initialTypingState, [{ kind: 'more', text }]]
  const head = state.held ?? state.last
  const isNear = head !== undefined && (times[0] ?? 0) - lastOf(head) <= joinWithin
  if (isNear && wanted !== 'secret' && head.text.trim() !== '')
    return [
      initialTypingState,
      [{ kind: 'parts', head: head.text, tail: text, isHeld: state.held !== undefined }],
    ]
  const [after, outputs] = release(state, state.held ?? none, wanted)
  return [{ ...after, last: undefined }, [...outputs, { kind: 'scanned', text }]]
}

/** What one input means on top of what came before; `wanted` is what typing is for just now. */
export const stepTyping = (
  state: TypingState,
  input: TypingInput,
  wanted: Wanted,
): [TypingState, TypingOutput[]] => {
  switch (input.kind) {
    case 'typed':
      return onTyped(state, input, wanted)
    case 'scanned':
      return onScanned(state, input, wanted)
    case 'quiet':
      return release(state, state.held ?? none, wanted)
    case 'flush': {
      const [after, outputs] = release(state, state.held ?? none, wanted)
      return [{ ...after, last: undefined }, outputs]
    }
    default:
      return input satisfies never
  }
}
