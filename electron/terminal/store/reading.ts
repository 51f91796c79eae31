import type { Connection } from './connection.ts'
import { metaStore } from './meta.ts'

const FROM = 'log-read-from'
const STRANGE = 'own-events-unknown'
const ALL = 'decide-all-again'

/** What has been read of the central store's log but not acted on yet. Kept, so that a crash in between loses nothing. */
export function readingMark(db: Connection) {
  const { get, set, remove } = metaStore(db)
  const from = (): number | undefined => {
    const value = get(FROM)
    return value === undefined ? undefined : Number(value)
  }
  return {
    /** The place in the log here after which nothing has been acted on; undefined where everything has. */
    from,
    begin: (place: number): void => {
      if (get(FROM) === undefined) set(FROM, String(place))
    },
    /** Other events stand here than before: from this place on nothing has been acted on, and all that is open is stale. */
    beginAnew: (place: number): void => {
      set(FROM, String(Math.min(place, from() ?? place)))
      set(ALL, '1')
    },
    /** Everything that is open has to be decided again, whatever was read. */
    isAnew: (): boolean => get(ALL) !== undefined,
    end: (): void => {
      for (const key of [FROM, STRANGE, ALL]) remove(key)
    },
    /** Among it are events of this terminal that its outbox does not know. */
    hasStrange: (): boolean => get(STRANGE) !== undefined,
    markStrange: (): void => set(STRANGE, '1'),
    clearStrange: (): void => remove(STRANGE),
  }
}
