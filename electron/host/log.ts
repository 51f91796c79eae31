import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A log line is a sentence for a person and fields for a program. It never holds a PIN, a token or a scan. */
export interface Log {
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
  error(message: string, fields?: object): void
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (!(value instanceof Error)) return value
  const { name, message, stack, cause } = value
  return { name, message, ...('code' in value && { code: value.code }), stack, cause }
}

/** Writes one line of JSON for each entry. */
export function createLog(write: (line: string) => void): Log {
  const entry = (level: string) => (message: string, fields?: object) =>
    write(`${JSON.stringify({ at: new Date(), level, message, ...fields }, plain)}\n`)
  return { info: entry('info'), warn: entry('warn'), error: entry('error') }
}

/** How large the file may grow; with the one before it, twice that stays on the disk. */
const maxFileBytes = 4 * 1024 * 1024

/** Appends to `file`, and moves it aside as `file.1` when it is full. What cannot be written is let go. */
function appendTo(file: string): (line: string) => void {
  return (line) => {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 }
      if (size + line.length > maxFileBytes) renameSync(file, `${file}.1`)
      appendFileSync(file, line)
    } catch {
      // The disk that holds the log may be the very thing that fails, and the terminal goes on without one.
    }
  }
}

/**
 * The log of a host: standard error, unless it is `quiet`, and `log/tallydeck.log` in the data folder for whoever looks
 * later.
 */
export function openLog(dataDir: string, { quiet = false } = {}): Log {
  const append = appendTo(join(dataDir, 'log', 'tallydeck.log'))
  // Standard error goes away with the window it was started from.
  process.stderr.on('error', () => undefined)
  return createLog((line) => {
    if (!quiet) process.stderr.write(line)
    append(line)
  })
}
