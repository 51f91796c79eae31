import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Terminal } from '#electron/terminal/index.ts'
import { openTerminal, tempDir } from '#test/support/terminal.ts'
import { rowsOf } from '#test/support/database.ts'

const script = join(import.meta.dirname, '../../support/badRowsMain.ts')
const report = z.object({
  outcome: z.string(),
  rows: z.int(),
  problemCount: z.int(),
  kept: z.int(),
  peak: z.int(),
})

async function importBadRows(row: string, times: number) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    tempDir(),
    row,
    String(times),
  ])
  return report.parse(JSON.parse(stdout))
}

describe('a file of bad rows', () => {
  it.each([
    ['with fields that are no good', ',,x', 3],
    ['that are too short', 'a', 1],
  ])(
    'is counted whole, and takes memory as it is long and not for each problem: rows %s',
    async (_, row, problems) => {
      const few = await importBadRows(row, 20_000)
      const many = await importBadRows(row, 500_000)
      expect(few).toMatchObject({ outcome: 'rejected', rows: 20_000, kept: 10_000 })
      expect(many).toMatchObject({
        outcome: 'rejected',
        rows: 500_000,
        problemCount: 500_000 * problems,
        kept: 10_000,
      })
      expect((many.peak - few.peak) / 500_000).toBeLessThan(700)
    },
  )

  it('has its first problems listed, by line', async () => {
    const terminal = openTerminal()
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const rows = Array.from({ length: 30_000 }, (_, n) => (n % 2 ? `S-${n},B-1` : `S-${n},,1`))
    const text = `sku,bin,quantity\n${rows.join('\n')}`
    const result = await terminal.imports.run({ kind: 'stock', text }, 'admin')
    if (result.outcome === 'refused') throw new Error(result.message)
    expect(result).toMatchObject({ rows: 30_000, problemCount: 30_000 })
    expect(result.problems.map(({ line }) => line)).toEqual(
      Array.from({ length: 10_000 }, (_, n) => n + 2),
    )
  })

  it('that has a thousand columns and more is not read', async () => {
    const terminal = openTerminal()
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const text = Array.from({ length: 200_000 }, (_, n) => `c${n}`).join(',')
    expect(await terminal.imports.preview({ kind: 'stock', text })).toMatchObject({
      outcome: 'refused',
      message: 'The header line has 200,000 columns; no more than 1,000 can be taken.',
    })
  })
})

const BINS = 20_000
const bins = `bin\n${Array.from({ length: BINS }, (_, n) => `B-${n}`).join('\n')}`
const registered = (terminal: Terminal) =>
  rowsOf<{ n: number }>(terminal, 'SELECT count(*) AS n FROM bin')[0]?.n

describe('an import that meets a full disk', () => {
  it('says how much of it is recorded, and that the rest is kept; the next one goes on', async () => {
    const terminal = openTerminal()
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const { connection } = terminal.store
    const before = terminal.store.outbox.lastSequence()
    const importing = terminal.imports.run({ kind: 'bins', text: bins }, 'admin')
    while (terminal.store.outbox.lastSequence() < before + 5)
      await new Promise((resolve) => void setImmediate(resolve))
    const pages = Number(connection.pragma('page_count', { simple: true }))
    connection.pragma(`max_page_count = ${pages}`)

    const result = await importing
    const there = registered(terminal) ?? 0
    expect(there).toBeGreaterThan(0)
    expect(there).toBeLessThan(BINS)
    expect(result).toMatchObject({
      outcome: 'under-way',
      rows: BINS,
      added: there,
      left: BINS - there,
      message: expect.stringMatching(/^The disk of .* is full\.$/) as string,
    })
    connection.pragma('max_page_count = 1000000')
    expect(await terminal.imports.run({ kind: 'bins', text: bins }, 'admin')).toMatchObject({
      outcome: 'imported',
      added: 0,
      unchanged: BINS,
    })
    expect(registered(terminal)).toBe(BINS)
  })
})
