import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createTerminal, type Terminal } from '#electron/terminal/index.ts'
import { UsageError } from './exit.ts'

/** There is nothing to work on in this folder; making an empty terminal there would only hide a wrong path. */
export function refuseEmptyFolder(dataDir: string): void {
  if (!existsSync(join(dataDir, 'terminal.db'))) throw notSetUp(dataDir)
}

export const notSetUp = (dataDir: string) =>
  new UsageError(`There is no terminal in ${resolve(dataDir)}. Set one up with init first.`)

/** Runs work on the terminal of a data folder and closes it, whatever happens. Throws a UsageError where there is none. */
export async function withTerminal<T>(
  dataDir: string,
  work: (terminal: Terminal) => Promise<T>,
): Promise<T> {
  refuseEmptyFolder(dataDir)
  const terminal = createTerminal({ dataDir })
  try {
    if (terminal.identity() === undefined) throw notSetUp(dataDir)
    return await work(terminal)
  } finally {
    await terminal.close()
  }
}
