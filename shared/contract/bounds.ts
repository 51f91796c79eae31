/**
 * What anybody may write into the central store is checked for its bounds before anything walks through it by
 * recursion, parses or stores it. Nothing here recurses.
 */

/** Lists and objects in one another. Ours are at most six deep; SQLite reads 1000, a stack holds some 5000. */
const MAX_DEPTH = 100
/** Values in one event; an event of ours is at most 1 MiB of text. */
const MAX_VALUES = 500_000
const MAX_CHARACTERS = 4 * 1024 * 1024

const NOT_A_KEY = '__proto__'

function problemOfText(text: string): string | undefined {
  if (text.length > MAX_CHARACTERS) return `a text of ${text.length} characters`
  return text.isWellFormed() ? undefined : 'text that is not well-formed Unicode'
}

function problemOfNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return 'a number that cannot be kept'
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? 'a number that cannot be kept exactly'
    : undefined
}

/** What cannot be kept or walked through in a value that came as JSON, in words; undefined where all can. */
export function outOfBounds(value: unknown): string | undefined {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }]
  let values = 0
  let characters = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value: one, depth } = next
    values += 1
    if (values > MAX_VALUES) return `more than ${MAX_VALUES} values`
    if (typeof one === 'number') {
      const problem = problemOfNumber(one)
      if (problem !== undefined) return problem
    }
    if (typeof one === 'string') {
      characters += one.length
      const problem = problemOfText(one)
      if (problem !== undefined) return problem
    }
    if (typeof one === 'object' && one !== null) {
      if (depth >= MAX_DEPTH) return `more than ${MAX_DEPTH} lists or objects in one another`
      if (Array.isArray(one) && one.length > MAX_VALUES) return `more than ${MAX_VALUES} values`
      for (const key of Object.keys(one)) {
        if (key === NOT_A_KEY) return `a field named ${NOT_A_KEY}`
        characters += key.length
        const problem = problemOfText(key)
        if (problem !== undefined) return problem
        waiting.push({ value: Reflect.get(one, key), depth: depth + 1 })
      }
    }
    if (characters > MAX_CHARACTERS) return `more than ${MAX_CHARACTERS} characters`
  }
  return undefined
}

/** A text cut to a length, well-formed, and without what would break a line or a terminal. */
export function cut(text: string, length: number): string {
  const shown = text
    .slice(0, length)
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
  return text.length > length ? `${shown}…` : shown
}

const MAX_EXCERPT = 4000

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The beginning of a value as JSON text, however deep or large it is: what is kept of what cannot be kept whole. */
export function excerpt(value: unknown): string {
  let text = ''
  // What is still to be written, the next last: text as it is, or a value.
  const waiting: ({ readonly text: string } | { readonly value: unknown })[] = [{ value }]
  for (
    let next = waiting.pop();
    next !== undefined && text.length <= MAX_EXCERPT;
    next = waiting.pop()
  ) {
    if ('text' in next) text += next.text
    else if (isObject(next.value)) waiting.push(...inside(next.value))
    else if (typeof next.value === 'string')
      text += JSON.stringify(next.value.slice(0, MAX_EXCERPT + 1))
    else text += JSON.stringify(next.value) ?? 'null'
  }
  return cut(text, MAX_EXCERPT)
}

/** The parts of a list or an object, in the order in which they are taken from the end. No more than can be shown. */
function inside(value: object): ({ readonly text: string } | { readonly value: unknown })[] {
  const isList = Array.isArray(value)
  const parts = Object.keys(value)
    .slice(0, MAX_EXCERPT)
    .flatMap((key, index) => [
      {
        text: `${index > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(key.slice(0, MAX_EXCERPT))}:`}`,
      },
      { value: Reflect.get(value, key) as unknown },
    ])
  return [{ text: isList ? '[' : '{' }, ...parts, { text: isList ? ']' : '}' }].toReversed()
}
