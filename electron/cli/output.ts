import type { Writable } from 'node:stream'

/** Where results go, one JSON object a line, and what is said to people beside them. */
export type Output = {
  /** Resolves when the receiver can take more. */
  readonly rows: (rows: readonly object[]) => Promise<void>
  /** To standard error. */
  readonly say: (message: string) => void
  /** Nobody reads the results any more: whoever produces them may stop. */
  readonly closed: () => boolean
}

const AT_ONCE = 500

/** Writes rows as they are made, until nobody reads them any more. */
export async function writeEach(output: Output, made: Iterable<object>): Promise<void> {
  let rows: object[] = []
  for (const row of made) {
    rows.push(row)
    if (rows.length < AT_ONCE) continue
    await output.rows(rows)
    rows = []
    if (output.closed()) break
  }
  await output.rows(rows)
}

const isBrokenPipe = (error: NodeJS.ErrnoException) =>
  error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'

/** Writes to a stream without running ahead of its reader. A reader that goes away (`| head`) is no error. */
export function openOutput(stdout: Writable, stderr: Writable): Output {
  let closed = false
  let failure: Error | undefined
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    closed = true
    if (!isBrokenPipe(error)) failure = error
  })
  stderr.on('error', () => {})
  return {
    rows: async (rows) => {
      if (failure) throw failure
      if (closed || rows.length === 0) return
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      await new Promise<void>((resolve) => {
        stdout.write(text, () => resolve())
      })
    },
    say: (message) => void stderr.write(`${message}\n`),
    closed: () => closed,
  }
}
