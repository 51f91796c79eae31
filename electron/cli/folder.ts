import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from './exit.ts'

/** There is nothing to work on in this folder; making an empty terminal there would only hide a wrong path. */
export function refuseEmptyFolder(dataDir: string): void {
  const known = ['terminal.db', 'terminal.json'].some((file) => existsSync(join(dataDir, file)))
  if (!known) throw notSetUp(dataDir)
}

export const notSetUp = (dataDir: string) =>
  new UsageError(`There is no terminal in ${resolve(dataDir)}. Set one up with init first.`)
