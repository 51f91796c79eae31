import type { LineFigures, LineRun } from '#test/support/line/run.ts'

const percentile = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
const round = (value: number, digits = 1) => Number(value.toFixed(digits))

/** Seconds that the events' own bytes need in the busier direction, each event once. */
export const needed = ({ up, down }: LineFigures, { bytesPerSecond }: LineRun): number =>
  Math.max(up.payload, down.payload) / bytesPerSecond

/** What is told of a run, in the order in which it is read. */
export function lineTable(run: LineRun, figures: LineFigures): readonly [string, number][] {
  const { up, down, seconds } = figures
  const needs = needed(figures, run)
  const onWire = Math.max(up.carried, down.carried) / run.bytesPerSecond
  const waits = figures.acceptMs.toSorted((a, b) => a - b)
  const floor = figures.floor.saveMs.toSorted((a, b) => a - b)
  return [
    ['seconds until all is at rest', round(seconds)],
    ['needs, events alone, s', round(needs)],
    ['ratio', round(seconds / needs, 2)],
    ['needs, all that was carried, s', round(onWire)],
    ['ratio to all that was carried', round(seconds / onWire, 2)],
    ['carried up, kB', round(up.carried / 1000)],
    ['events up, kB', round(up.payload / 1000)],
    ['carried down, kB', round(down.carried / 1000)],
    ['events down, kB', round(down.payload / 1000)],
    ['cuts', figures.cuts],
    ['connections', figures.connections],
    ['appends', figures.appends],
    ['appends of unknown outcome', figures.unknownAppends],
    ['events sent', figures.eventsSent],
    ['events sent more than once', figures.eventsSentAgain],
    ['bytes of events sent again, kB', round(figures.payloadSentAgain / 1000)],
    ['events missing in the store', figures.missing],
    ['events twice in the store', figures.doubled],
    ['accepted meanwhile', waits.length],
    ['accepting, p50 ms', round(percentile(waits, 0.5))],
    ['accepting, p95 ms', round(percentile(waits, 0.95))],
    ['accepting, longest ms', round(waits.at(-1) ?? 0)],
    ['longest stop of the event loop, ms', round(figures.longestStopMs)],
    ['a bare row saved meanwhile, p50 ms', round(percentile(floor, 0.5))],
    ['a bare row saved, p95 ms', round(percentile(floor, 0.95))],
    ['a bare row saved, longest ms', round(floor.at(-1) ?? 0)],
    ['a bare loop, longest stop, ms', round(figures.floor.longestStopMs)],
    ['processor time, s', round(figures.cpuSeconds)],
    ['of that its own code, s', round(figures.userSeconds)],
    ['memory at its highest, MB', round(figures.residentBytes / 1e6)],
  ]
}
