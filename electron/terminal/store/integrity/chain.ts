import type { Connection } from '../connection.ts'
import { fingerprint } from './fingerprint.ts'
import type { Head } from './head.ts'
import { chained } from './tables.ts'

type Value = string | number | null

/** What stands before a terminal's first intention. */
export const BEGINNING = ''

/** An intention's link: from all that it says, and from the link of the one before it. */
export const linkOf = (before: string, values: readonly Value[]): string =>
  fingerprint([before, ...values])

/**
 * Each intention carries a checksum of itself and of the one before: one that is altered or gone breaks the chain.
 * Whatever is new or has another number has no link until the transaction that wrote it links it.
 */
export function intentionChain(db: Connection) {
  const firstUnlinked = db.prepare<[], { sequence: number }>(
    'SELECT sequence FROM intention INDEXED BY intention_unlinked WHERE link IS NULL ORDER BY sequence LIMIT 1',
  )
  const before = db.prepare<[number], Head>(
    'SELECT sequence, link FROM intention WHERE sequence < ? ORDER BY sequence DESC LIMIT 1',
  )
  const from = db
    .prepare<[number], Value[]>(
      `SELECT ${chained.join(', ')} FROM intention WHERE sequence >= ? ORDER BY sequence`,
    )
    .raw()
  const setLink = db.prepare<[string, number]>('UPDATE intention SET link = ? WHERE sequence = ?')
  return {
    /** Links what has no link, and all that comes after it. Within the transaction that wrote it. Answers with the last. */
    link: (): Head | undefined => {
      const first = firstUnlinked.get()
      if (first === undefined) return undefined
      let head: Head | undefined
      let link = before.get(first.sequence)?.link ?? BEGINNING
      for (const values of from.all(first.sequence)) {
        link = linkOf(link, values)
        head = { sequence: Number(values[0]), link }
        setLink.run(link, head.sequence)
      }
      return head
    },
  }
}
