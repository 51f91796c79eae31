import { createTerminal, type Terminal, type TerminalConfig } from '#electron/terminal/index.ts'
import { notSetUp, refuseEmptyFolder } from './folder.ts'

/** Runs work on the terminal of a data folder and closes it, whatever happens. Throws a UsageError where there is none. */
export async function withTerminal<T>(
  dataDir: string,
  work: (terminal: Terminal) => Promise<T>,
  config: Pick<TerminalConfig, 'central'> = {},
): Promise<T> {
  refuseEmptyFolder(dataDir)
  const terminal = createTerminal({ dataDir, ...config })
  try {
    if (terminal.identity() === undefined) throw notSetUp(dataDir)
    return await work(terminal)
  } finally {
    await terminal.close()
  }
}
