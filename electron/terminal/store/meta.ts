import type { Connection } from './connection.ts'

/** Small facts about this terminal that are set once or seldom. */
export type Meta = {
  readonly get: (key: string) => string | undefined
  readonly set: (key: string, value: string) => void
  readonly remove: (key: string) => void
}

/** The terminal's id, from its set-up on. */
export const TERMINAL = 'terminal'

/** The version of the read models' tables and of what the projections put into them. */
export const READ_MODELS = 'read-models'

/** Set while the read models are known not to be what the log says: they are made anew at the next open. */
export const READ_MODELS_DOUBTED = 'read-models-doubted'

/** The highest number that this terminal is known to have given to an intention, where the outbox does not have it. */
export const HIGHEST_NUMBER = 'highest-number'

export function metaStore(db: Connection): Meta {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const set = db.prepare<[string, string]>(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const remove = db.prepare<[string]>('DELETE FROM meta WHERE key = ?')
  return {
    get: (key) => get.get(key)?.value,
    set: (key, value) => void set.run(key, value),
    remove: (key) => void remove.run(key),
  }
}
