import type { Connection } from './connection.ts'
import { metaStore } from './meta.ts'

const FROM = 'log-read-from'
const STRANGE = 'own-events-unknown'

/** What has been read of the central store's log but not acted on yet. Kept, so that a crash in between loses nothing. */
export function readingMark(db: Connection) {
  const { get, set } = metaStore(db)
  const forget = db.prepare<[string]>('DELETE FROM meta WHERE key = ?')
  return {
    /** The place in the log here after which nothing has been acted on; undefined where everything has. */
    from: (): number | undefined => {
      const value = get(FROM)
      return value === undefined ? undefined : Number(value)
    },
    begin: (from: number): void => {
      if (get(FROM) === undefined) set(FROM, String(from))
    },
    end: (): void => {
      forget.run(FROM)
      forget.run(STRANGE)
    },
    /** Among it are events of this terminal that its outbox does not know. */
    hasStrange: (): boolean => get(STRANGE) !== undefined,
    markStrange: (): void => set(STRANGE, '1'),
    clearStrange: (): void => void forget.run(STRANGE),
  }
}
