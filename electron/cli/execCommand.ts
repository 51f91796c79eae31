import { execLines } from './exec.ts'
import { exitCodes } from './exit.ts'
import { withTerminal } from './openTerminal.ts'
import type { Output } from './output.ts'

/** Ended by a signal, as a shell tells it: 128 and SIGTERM's number. */
const TERMINATED = 143

/** Decides commands from standard input. SIGTERM: what has been decided is answered, the rest is not begun. */
export const runExec = (
  { data, operator }: { readonly data: string; readonly operator: string },
  output: Output,
): Promise<number> =>
  withTerminal(data, async ({ executeMany }) => {
    const stop = new AbortController()
    const onSignal = () => stop.abort()
    process.once('SIGTERM', onSignal)
    process.once('SIGINT', onSignal)
    try {
      await execLines({ operator, input: until(stop.signal, process.stdin), output, executeMany })
      return stop.signal.aborted ? TERMINATED : exitCodes.ok
    } finally {
      process.off('SIGTERM', onSignal)
      process.off('SIGINT', onSignal)
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
