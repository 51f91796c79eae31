import type { AccuracyRow } from '#shared/contract/api/index.ts'

export type AccuracyPoint = {
  day: string
  lines: number
  /** Of the lines, those that agreed with the book, to a tenth. */
  percent: number
  x: number
  y: number
  r: number
}

/** Days as points of a chart of that size: time to the right, accuracy upwards. Days without lines are left out. */
export const accuracyPoints = (
  rows: readonly AccuracyRow[],
  width: number,
  height: number,
): AccuracyPoint[] => {
  const days = rows.filter(({ lines }) => lines > 0).toSorted((a, b) => a.day.localeCompare(b.day))
  const first = Date.parse(days[0]?.day ?? '')
  const span = Date.parse(days.at(-1)?.day ?? '') - first
  const most = Math.max(1, ...days.map(({ lines }) => lines))
  return days.map(({ day, lines, exact }) => ({
    day,
    lines,
    percent: Math.round((exact / lines) * 1000) / 10,
    // A single day stands in the middle.
    x: span === 0 ? width / 2 : ((Date.parse(day) - first) / span) * width,
    y: height * (1 - exact / lines),
    r: 4 + 8 * Math.sqrt(lines / most),
  }))
}
