/** `npm test`: builds, runs every test once and says in one last line how it went. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const results = join(root, 'test-results')
const vitestReport = join(results, 'vitest.json')
const playwrightReport = join(results, 'playwright.json')

const annotationSchema = z.object({ type: z.literal('skip'), description: z.string() })

interface Tally {
  passed: number
  failed: number
  skipped: number
}

const vitestSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
  numPendingTests: z.int(),
})
const playwrightSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
})

function run(script: string, ...args: string[]): boolean {
  const path = join(root, 'node_modules', script)
  return spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' }).status === 0
}

/** What `read` makes of a runner's report. A runner that failed without saying what counts as one failure. */
function tally(ok: boolean, report: string, read: (json: unknown) => Tally): Tally {
  const said = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 }
  return ok || said.failed > 0 ? said : { ...said, failed: 1 }
}

const vitest = (): Tally =>
  tally(
    run(
      'vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ),
    vitestReport,
    (json) => {
      const report = vitestSchema.parse(json)
      return {
        passed: report.numPassedTests,
        // A file that does not even load has no tests to fail.
        failed: Math.max(report.numFailedTests, Math.min(report.numFailedTestSuites, 1)),
        skipped: report.numPendingTests,
      }
    },
  )

const playwright = (): Tally =>
  tally(run('@playwright/test/cli.js', 'test'), playwrightReport, (json) => {
    const { stats, errors } = playwrightSchema.parse(json)
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: stats.skipped,
    }
  })

/** Why specs were skipped, each reason once, wherever the report keeps it. */
function skipReasons(): Set<string> {
  const reasons = new Set<string>()
  if (!existsSync(playwrightReport)) return reasons
  JSON.parse(readFileSync(playwrightReport, 'utf8'), (_key, value: unknown) => {
    const note = annotationSchema.safeParse(value)
    if (note.success) reasons.add(note.data.description)
    return value
  })
  return reasons
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
if (!run('electron-vite/bin/electron-vite.js', 'build')) {
  process.stdout.write('0 passed, 1 failed\n')
  process.exit(1)
}
const [a, b] = [vitest(), playwright()]
const skipped = a.skipped + b.skipped
const failed = a.failed + b.failed
if (skipped > 0) process.stdout.write(`${[`${skipped} skipped`, ...skipReasons()].join('; ')}\n`)
process.stdout.write(`${a.passed + b.passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
