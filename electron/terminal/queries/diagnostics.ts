import { dirname } from 'node:path'
import type { Diagnostics } from '#shared/contract/api/index.ts'
import { damageQueries } from './damage.ts'
import { readSite } from '../commands/index.ts'
import { type Connection, metaStore, readDurability } from '../store/index.ts'

/** What only the host knows. */
export type HostFacts = { readonly version: string; readonly metricsAddress: string | null }

const SHOWN = 100

/** How this terminal's database stands. What cannot be read is served by `event_unreadable`. */
export function diagnosticsQueries(
  db: Connection,
  missing: (limit: number) => Diagnostics['missing'],
) {
  const counts = db.prepare<[], { events: number; intentions: number }>(
    'SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM intention) AS intentions',
  )
  const checkpoint = db.prepare<[], { position: string }>('SELECT position FROM checkpoint')
  const unreadable = db.prepare<[number], Diagnostics['unreadable'][number]>(
    `SELECT stream, revision, substr(type, 1, 200) AS type, problem FROM event WHERE problem IS NOT NULL
     ORDER BY seq DESC LIMIT ?`,
  )
  const damage = damageQueries(db)
  const meta = metaStore(db)
  return {
    get: ({ version, metricsAddress }: HostFacts): Diagnostics => {
      const number = (pragma: string) => Number(db.pragma(pragma, { simple: true }))
      const { events, intentions } = counts.get() ?? { events: 0, intentions: 0 }
      return {
        version,
        dataDir: dirname(db.name),
        databaseBytes: number('page_count') * number('page_size'),
        schemaVersion: number('user_version'),
        synchronous: readDurability(db).synchronous,
        events,
        intentions,
        checkpoint: checkpoint.get()?.position ?? null,
        site: readSite(meta) ?? null,
        unreadable: unreadable.all(SHOWN),
        missing: missing(SHOWN),
        damage: damage.list(),
        metricsAddress,
      }
    },
  }
}
