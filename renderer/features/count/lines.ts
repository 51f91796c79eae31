import type { CountLineRow, CountLineState } from '#shared/contract/api/index.ts'
import { formatDifference, formatNumber, plural } from '#shared/words/format.ts'

/** What each state of a line is called. */
export const lineWords: Readonly<Record<CountLineState, string>> = {
  'to-recount': 'to recount',
  differs: 'two counts differ',
  'needs-reason': 'needs a reason',
  late: 'came in late',
  ready: 'can be approved',
  own: 'counted by you',
  approved: 'approved, not posted yet',
  posted: 'in the book',
  superseded: 'gave way',
}

const forPerson: ReadonlySet<CountLineState> = new Set(['differs', 'needs-reason', 'late'])

/** A supervisor has to decide something about it. */
export const needsPerson = ({ state }: Pick<CountLineRow, 'state'>): boolean => forPerson.has(state)

/** What was counted is not what the book said. A line that gave way to another one no longer counts. */
export const isOff = ({ variance, state }: Pick<CountLineRow, 'variance' | 'state'>): boolean =>
  variance !== null && variance !== 0 && state !== 'superseded'

/** The places whose lines need a decision, each once: to be counted again by somebody else. */
export const placesToRecount = (lines: readonly CountLineRow[]): { bin: string; sku: string }[] => {
  const places = new Map<string, { bin: string; sku: string }>()
  for (const line of lines)
    if (needsPerson(line))
      places.set(JSON.stringify([line.bin, line.sku]), { bin: line.bin, sku: line.sku })
  return [...places.values()]
}

/** The lines that can be approved, as they are shown: another figure, or another book, is not what is approved. */
export const readyLines = (
  lines: readonly CountLineRow[],
): { line: string; counted: number; book: number }[] =>
  lines.flatMap(({ state, line, counted, book }) =>
    state === 'ready' && book !== null ? [{ line, counted, book }] : [],
  )

const placesOf = (lines: readonly CountLineRow[]): number =>
  new Set(lines.map(({ bin, sku }) => JSON.stringify([bin, sku]))).size

/** What was found more and what less: one does not make up for the other, so that +1 and −1 are 2 off. */
export type OffBy = { more: number; less: number }

export const offBy = (differences: readonly number[]): OffBy => ({
  more: differences.reduce((sum, each) => sum + Math.max(0, each), 0),
  less: differences.reduce((sum, each) => sum + Math.min(0, each), 0),
})

/** Each way by itself: "+1 and −1"; only what there is. */
export const bothWays = ({ more, less }: OffBy, format: (difference: number) => string): string =>
  [more, less]
    .filter((each) => each !== 0)
    .map(format)
    .join(' and ') || '0'

/** How far off it is: "−1 piece"; both ways, all in all and each: "2 pieces: +1 and −1". */
export const piecesOff = (off: OffBy): string => {
  const all = off.more - off.less
  const signed = bothWays(off, (each) => formatDifference(each))
  const pieces = plural(all, 'piece', 'pieces')
  return off.more === 0 || off.less === 0
    ? `${signed} ${pieces}`
    : `${formatNumber(all)} ${pieces}: ${signed}`
}

/** A count in figures; the value is left out where any line that is off has none. */
export const summaryOf = (lines: readonly CountLineRow[]) => {
  const standing = lines.filter(({ state }) => state !== 'superseded')
  const off = standing.filter(isOff)
  return {
    counted: placesOf(standing),
    off: placesOf(off),
    pieces: offBy(off.map(({ variance }) => variance ?? 0)),
    value: off.some(({ value }) => value === null)
      ? undefined
      : offBy(off.map(({ value }) => value ?? 0)),
  }
}
