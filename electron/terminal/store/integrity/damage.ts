import type { Connection } from '../connection.ts'
import type { Finding } from './verify.ts'

/** What was found to be damaged, kept until a person has seen to it: what is missing leaves no other trace. */
export type Damage = Finding & {
  /** ISO 8601. */
  readonly foundAt: string
}

export function damageTable(db: Connection) {
  const add = db.prepare<[Damage]>(
    `INSERT INTO damage (kind, sequence, intention, detail, found_at)
     SELECT @kind, @sequence, @intention, @detail, @foundAt
     WHERE NOT EXISTS (
       SELECT 1 FROM damage WHERE kind = @kind AND sequence IS @sequence AND detail = @detail
     )`,
  )
  const open = db.prepare<[], Damage>(
    `SELECT kind, sequence, intention, detail, found_at AS foundAt FROM damage
     WHERE seen_by IS NULL ORDER BY sequence IS NULL, sequence, id`,
  )
  const see = db.prepare<[string]>('UPDATE damage SET seen_by = ? WHERE seen_by IS NULL')
  return {
    /** What is known already is not added again. */
    add: (finding: Finding, foundAt: string): void => void add.run({ ...finding, foundAt }),
    /** What nobody has seen to yet, by number. */
    open: (): readonly Damage[] => open.all(),
    /** Somebody has looked at all that is known, and entered again what was to be entered. */
    see: (operator: string): void => void see.run(operator),
  }
}
