import type { DamageRow } from '#shared/contract/api/index.ts'
import { damageText, mendedText } from '#shared/words/index.ts'
import { type Connection, damageTable } from '../store/index.ts'

/** What a disk has altered or lost, and nobody has seen to yet. */
export function damageQueries(db: Connection) {
  const { open } = damageTable(db)
  return {
    list: (): DamageRow[] =>
      open().map(({ foundAt, mendedAt, ...facts }) => {
        const text = mendedAt === null ? damageText(facts) : mendedText(facts)
        return Object.assign({ text, foundAt, mendedAt }, facts)
      }),
  }
}
