import { historyOf, printHistory } from '#electron/terminal/rebase/index.ts'
import type { Terminal } from '#electron/terminal/index.ts'

/** A stream of a terminal, as docs and logs print it. */
export const historyIn = ({ store, identity }: Terminal, stream: string): string =>
  printHistory(historyOf(store, identity(), stream))

/** Where a test fails: what is not confirmed on a terminal, and what it stands on. */
export function tellHistories(terminal: Terminal): void {
  const { store, identity } = terminal
  if (!store.connection.open) return
  for (const stream of store.outbox.openStreams())
    process.stderr.write(`${identity()?.terminal} ${stream}: ${historyIn(terminal, stream)}\n`)
}
