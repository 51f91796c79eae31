import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createLog, openLog } from '#electron/host/log.ts'

test('a log line is one line of JSON, errors with their cause included', () => {
  const lines: string[] = []
  const error = Object.assign(new Error('no\nroom'), { code: 'ENOSPC' })
  createLog((line) => lines.push(line)).error('failed', { error })
  expect(lines).toHaveLength(1)
  expect(lines[0]?.indexOf('\n')).toBe(lines[0]!.length - 1)
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 'error',
    message: 'failed',
    error: { message: 'no\nroom', code: 'ENOSPC' },
  })
})

test("the log on the disk is kept small, and its failure is nobody's", () => {
  const dir = mkdtempSync(join(tmpdir(), 'tallydeck-log-'))
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const log = openLog(dir)
  for (let i = 0; i < 12; i += 1) log.info('x'.repeat(1024 * 1024))
  const sizes = readdirSync(join(dir, 'log')).map((file) => statSync(join(dir, 'log', file)).size)
  expect(sizes).toHaveLength(2)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4 * 1024 * 1024)

  rmSync(dir, { recursive: true })
  writeFileSync(dir, 'a file in its place')
  log.info('still here')
  expect(write).toHaveBeenCalledTimes(13)
  write.mockRestore()
  rmSync(dir)
})
