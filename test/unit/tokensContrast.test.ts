import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Relative luminance by WCAG 2. */
const luminance = (colour: string): number => {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = channels.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const tokens = readFileSync('renderer/ui/theme/tokens.css', 'utf8')

const themeOf = (theme: string): Map<string, string> => {
  const block = tokens.split(`[data-theme='${theme}'] {`)[1]?.split('}')[0] ?? ''
  return new Map([...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]))
}

const grounds = ['--ground', '--panel', '--raised']
const read = [
  ...['--ink', '--ink-quiet', '--accent'].flatMap((ink) => grounds.map((on) => [ink, on] as const)),
  ...['--good', '--warning', '--refused'].flatMap((tone) =>
    [...grounds, `${tone}-ground`].map((on) => [tone, on] as const),
  ),
  ...['--good', '--warning', '--refused'].map((tone) => ['--ink', `${tone}-ground`] as const),
  ['--on-accent', '--accent'] as const,
  ['--ink', '--pressed'] as const,
]

describe.each(['graphite', 'paper', 'contrast'])('%s', (theme) => {
  const colours = themeOf(theme)
  test.each(read)('%s on %s can be read in glare: 7:1', (ink, on) => {
    expect(contrast(colours.get(ink)!, colours.get(on)!)).toBeGreaterThanOrEqual(7)
  })
})
