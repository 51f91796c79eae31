import { execLines } from './exec.ts'
import { type ExitCode, exitCodes } from './exit.ts'
import { withTerminal } from './openTerminal.ts'
import type { Output } from './output.ts'

/** Decides commands from standard input. At a signal what has been decided is answered, and the rest not begun. */
export const runExec = (
  { data, operator }: { readonly data: string; readonly operator: string },
  output: Output,
): Promise<number> =>
  withTerminal(data, async ({ executeMany }) => {
    const stop = new AbortController()
    let exitCode: ExitCode = exitCodes.ok
    const stopWith = (code: ExitCode) => () => {
      exitCode = code
      stop.abort()
    }
    const [interrupt, terminate] = [stopWith(exitCodes.interrupted), stopWith(exitCodes.terminated)]
    process.once('SIGINT', interrupt)
    process.once('SIGTERM', terminate)
    try {
      await execLines({ operator, input: until(stop.signal, process.stdin), output, executeMany })
      return exitCode
    } finally {
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', terminate)
      process.stdin.destroy()
    }
  })

/** A stream's chunks, until the signal. */
async function* until(
  signal: AbortSignal,
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const iterator = input[Symbol.asyncIterator]()
  const aborted = new Promise<{ done: true; value: undefined }>((resolve) => {
    signal.addEventListener('abort', () => resolve({ done: true, value: undefined }))
  })
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted])
    if (next.done === true || signal.aborted) return
    yield next.value
  }
}
