import { expect, test } from 'vitest'
import { runLine } from '#test/support/line/run.ts'

/** A short form of `npm run load:line`: the same floor on a line that is as slow, with less to carry and more cuts. */
test('a slow line that breaks carries each event once or little more, and nothing is lost or doubled', async () => {
  const figures = await runLine({
    seed: 3,
    bytesPerSecond: 64_000,
    latencyMs: 150,
    cutPerSecond: 0.2,
    pending: 500,
    streams: 10,
    others: 1000,
    onSameStreams: 50,
    beatMs: 250,
  })
  const { up, down } = figures
  expect(figures).toMatchObject({ missing: 0, doubled: 0 })
  expect(figures.cuts).toBeGreaterThan(0)
  expect(up.carried).toBeLessThan(2 * up.payload)
  expect(down.carried).toBeLessThan(2 * down.payload)
  expect(figures.residentBytes).toBeLessThan(220e6)
  // About as long as that of a program that does nothing.
  expect(figures.longestStopMs).toBeLessThan(400 + 2 * figures.floor.longestStopMs)
  // Near 1.5 on a machine that has nothing else to do.
  expect(figures.seconds / (down.carried / 64_000)).toBeLessThan(4)
})
