import { statSync } from 'node:fs'
import { hostname, uptime } from 'node:os'
import { z } from 'zod'
import type { Connection } from './connection.ts'
import { storageError } from './errors.ts'
import { metaStore } from './meta.ts'

const OWNER = 'owner'
/** How far apart, in seconds, two readings of when a machine was started may be. */
const SAME_START = 60

/** The process that has the database open, told so that it is never taken for another one: see `isHere`. */
const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** When the machine was started, in seconds since 1970. */
  started: z.number(),
  /** Which file it is: a copy has another. */
  file: z.string(),
})
type Owner = z.infer<typeof ownerSchema>

function thisProcess(path: string): Owner {
  const { dev, ino } = statSync(path)
  const started = Math.round(Date.now() / 1000 - uptime())
  return { pid: process.pid, host: hostname(), started, file: `${dev}:${ino}` }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isHere(owner: Owner, here: Owner): boolean {
  const sameMachine =
    owner.host === here.host && Math.abs(owner.started - here.started) < SAME_START
  return sameMachine && owner.file === here.file && isAlive(owner.pid)
}

function readOwner(db: Connection): Owner | undefined {
  const kept = metaStore(db).get(OWNER)
  return kept === undefined ? undefined : ownerSchema.safeParse(JSON.parse(kept)).data
}

/**
 * The lock is on a file of its own, which somebody may remove while it is held. So whoever finds none asks the database
 * too, which names the process that has it open. Throws a StorageError.
 */
export function refuseSecond(db: Connection, path: string, dataDir: string): void {
  const owner = readOwner(db)
  if (owner && isHere(owner, thisProcess(path))) throw storageError('data-folder-in-use', dataDir)
}

/** From here on, and until `release`. On a full disk the lock alone has to do. */
export function own(db: Connection, path: string): { readonly release: () => void } {
  const { set } = metaStore(db)
  const quietly = (work: () => void) => {
    try {
      work()
    } catch {
      // Nothing that was recorded depends on it.
    }
  }
  quietly(() => set(OWNER, JSON.stringify(thisProcess(path))))
  return {
    release: () => quietly(() => void db.prepare('DELETE FROM meta WHERE key = ?').run(OWNER)),
  }
}
