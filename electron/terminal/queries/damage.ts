import type { DamageRow } from '#shared/contract/api/index.ts'
import { damageText } from '#shared/contract/damage.ts'
import { type Connection, damageTable } from '../store/index.ts'

/** What a disk has altered or lost, and nobody has seen to yet. */
export function damageQueries(db: Connection) {
  const { open } = damageTable(db)
  return {
    list: (): DamageRow[] =>
      open().map(({ foundAt, ...facts }) =>
        Object.assign({ text: damageText(facts), foundAt }, facts),
      ),
  }
}
