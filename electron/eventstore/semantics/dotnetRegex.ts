/** .NET's anchors of the whole text, which JavaScript takes for the letters. */
const anchors: Readonly<Record<string, string>> = {
  '\\A': '(?-m:^)',
  '\\Z': '(?-m:(?=\\n?$))',
  '\\z': '(?-m:$)',
}

/**
 * Compiles a regular expression as .NET writes them, which EventStoreDB's filters are: with options at the beginning
 * as in `(?i)^order`, with anchors of its own, and with classes of Unicode as in `\p{Lu}`. Without this, JavaScript
 * would refuse the first and silently match something else for the others.
 * @throws SyntaxError when it is no regular expression, or one that only .NET has.
 */
export function compileDotnetRegex(pattern: string): RegExp {
  const [, options = '', rest = pattern] = /^\(\?([ims]+)\)(.*)$/s.exec(pattern) ?? []
  const source = rest.replaceAll(/\\./gs, (escape) => anchors[escape] ?? escape)
  const unicode = /\\p\{/i.test(source) ? 'u' : ''
  return new RegExp(source, [...new Set(options + unicode)].join(''))
}
