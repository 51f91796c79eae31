import type { Connection } from '../connection.ts'
import { intentionChain } from './chain.ts'
import { damageTable } from './damage.ts'
import { headFile, readHead } from './head.ts'
import { setAside } from './setAside.ts'
import { missingAtEnd, verifyAll, verifyUnsent } from './verify.ts'

export { inspect } from './inspect.ts'
export { intentionChain } from './chain.ts'
export { damageTable } from './damage.ts'
export { fingerprint, registerFingerprint } from './fingerprint.ts'
export { covered } from './tables.ts'
export type { Finding } from './verify.ts'

/** By what a terminal notices that its disk has altered or lost what it had. */
export function openIntegrity(db: Connection, dataDir: string) {
  const chain = intentionChain(db)
  const head = headFile(dataDir)
  const damage = damageTable(db)
  return {
    damage,
    /** At the end of each transaction, within it; what comes back is told once it is committed. */
    link: chain.link,
    committed: head.write,
    /** Looks at what only this terminal has, or had, before anything is decided on it. Within a transaction. */
    open: (now: string): void => {
      const findings = [...missingAtEnd(db, readHead(dataDir)), ...verifyUnsent(db)]
      setAside(db, damage, findings, now)
      chain.link()
    },
    /** The rest, a slice at a time. */
    all: () => verifyAll(db),
    close: head.close,
  }
}
