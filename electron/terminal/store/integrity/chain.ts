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

/** What of an intention the chain covers, as it comes to be stored. */
export type Linkable = {
  readonly sequence: number
  readonly id: string
  readonly stream: string
  readonly command: string
  readonly commandVersion: number
  readonly operator: string
  readonly role: string
  readonly occurredAt: string
  readonly acceptedAt: string
  readonly correlation: string
  readonly causation: string
  readonly via: string | null
}

/**
 * Each intention carries a checksum of itself and of the one before: one that is altered or gone breaks the chain.
 * What has another number now, or came in between, has no link until the transaction that wrote it ends.
 */
export function intentionChain(db: Connection) {
  const firstUnlinked = db.prepare<[], { sequence: number }>(
    'SELECT sequence FROM intention INDEXED BY intention_unlinked WHERE link IS NULL ORDER BY sequence LIMIT 1',
  )
  const before = db.prepare<[number], { sequence: number; link: string | null }>(
    'SELECT sequence, link FROM intention WHERE sequence < ? ORDER BY sequence DESC LIMIT 1',
  )
  const from = db
    .prepare<[number], Value[]>(
      `SELECT ${chained.join(', ')} FROM intention WHERE sequence >= ? ORDER BY sequence`,
    )
    .raw()
  const setLink = db.prepare<[string, number]>('UPDATE intention SET link = ? WHERE sequence = ?')
  let told: string | undefined

  function relink(): void {
    const first = firstUnlinked.get()
    if (first === undefined) return
    let link = before.get(first.sequence)?.link ?? BEGINNING
    for (const values of from.all(first.sequence)) {
      link = linkOf(link, values)
      setLink.run(link, Number(values[0]))
    }
  }

  return {
    /** The link of an intention that comes after all others; undefined where it has to wait for the transaction's end. */
    next: (one: Linkable): string | undefined => {
      const last = before.get(Number.MAX_SAFE_INTEGER)
      if (last !== undefined && (last.link === null || last.sequence > one.sequence))
        return undefined
      const { sequence, id, stream, command, commandVersion, operator, role } = one
      const what = [sequence, id, stream, command, commandVersion, operator, role]
      const when = [one.occurredAt, one.acceptedAt, one.correlation, one.causation, one.via]
      return linkOf(last?.link ?? BEGINNING, [...what, ...when])
    },
    /** At the end of a transaction, within it: what has no link gets one. Answers with the last where it is another. */
    link: (): Head | undefined => {
      relink()
      const last = before.get(Number.MAX_SAFE_INTEGER)
      if (last?.link === undefined || last.link === null || last.link === told) return undefined
      told = last.link
      return { sequence: last.sequence, link: last.link }
    },
  }
}
