import { onTestFinished } from 'vitest'
import { type Line, type LineOptions, openLine } from './line/proxy.ts'

/** A line of a test's own, closed when the test has finished. */
export async function openSlowLine(url: string, options: LineOptions): Promise<Line> {
  const line = await openLine(url, options)
  onTestFinished(line.close)
  return line
}
