import { RE2JS } from 're2js'

/** .NET's anchors of the whole text; the first and the last are RE2's too. */
const beforeLastLineEnd = '(?:\\n?\\z)'

/** Instructions of a compiled expression, which each letter of a name can cost. Two thousand names with `|` have fewer. */
const maxSize = 20_000
const maxLength = 20_000

export type TestText = (text: string) => boolean

/**
 * Compiles a regular expression as .NET writes them, which EventStoreDB's filters are: with options as in `(?i)^order`,
 * with anchors of its own, and with classes of Unicode as in `\p{Lu}`. Matching takes time in proportion to the text,
 * whatever the expression is: one that others have to wait for would stop the store. So what needs to go back and try
 * again is refused: references to groups, atomic groups, and looking ahead or behind, but for looking ahead at the
 * beginning, as in `^(?!\$)`.
 * @throws Error when it is no regular expression, one that only .NET has, or a very large one.
 */
export function compileDotnetRegex(pattern: string): TestText {
  if (pattern.length > maxLength) throw new RangeError('The expression is too long.')
  const { ahead, rest } = splitLookahead(pattern)
  const tests = [compile(rest), ...ahead.map(({ wanted, inner }) => looking(wanted, inner))]
  return (text) => tests.every((test) => test(text))
}

function looking(wanted: boolean, inner: string): TestText {
  const test = compile(`^(?:${inner})`)
  return (text) => test(text) === wanted
}

function compile(pattern: string): TestText {
  const source = pattern
    .replaceAll(/\\u([0-9a-f]{4})/gi, String.raw`\x{$1}`)
    .replaceAll(/\\./gs, (escape) => (escape === '\\Z' ? beforeLastLineEnd : escape))
  const compiled = RE2JS.compile(source)
  if (compiled.programSize() > maxSize) throw new RangeError('The expression is too large.')
  return (text) => compiled.test(text)
}

interface Lookahead {
  readonly wanted: boolean
  readonly inner: string
}

/** `^(?!a)(?=b)c` is what begins with `c` and `b`, and not with `a`. */
function splitLookahead(pattern: string): { ahead: readonly Lookahead[]; rest: string } {
  const ahead: Lookahead[] = []
  const [anchor = ''] = /^(?:\^|\\A)(?=\(\?[!=])/.exec(pattern) ?? []
  let rest = pattern.slice(anchor.length)
  for (;;) {
    const [opening, kind] = /^\(\?([!=])/.exec(rest) ?? []
    const end = anchor === '' || opening === undefined ? -1 : closingOf(rest)
    if (opening === undefined || end < 0) break
    ahead.push({ wanted: kind === '=', inner: rest.slice(opening.length, end) })
    rest = rest.slice(end + 1)
  }
  if (ahead.length > 0 && topLevel(rest).includes('|')) return { ahead: [], rest: pattern }
  return { ahead, rest: `${anchor}${rest}` }
}

/** Where the group ends that the text begins with; -1 where it does not. */
function closingOf(text: string): number {
  let depth = 0
  for (const [token, at] of tokens(text)) {
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    if (depth === 0) return at
  }
  return -1
}

/** What stands in no group and no class. */
function topLevel(text: string): string {
  let depth = 0
  let found = ''
  for (const [token] of tokens(text)) {
    if (token === '(') depth += 1
    else if (token === ')') depth -= 1
    else if (depth === 0 && token.length === 1) found += token
  }
  return found
}

/** An escape, a class or a letter at a time, and where it begins. */
function* tokens(text: string): Generator<readonly [token: string, at: number]> {
  for (const match of text.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|./gs))
    yield [match[0], match.index]
}
