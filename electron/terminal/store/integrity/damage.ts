import type { Connection } from '../connection.ts'
import type { Finding } from './verify.ts'

/** What was found to be damaged, kept until a person has seen to it: what is missing leaves no other trace. */
export type Damage = Finding & {
  /** ISO 8601. */
  readonly foundAt: string
  /** ISO 8601; null while it is still so. */
  readonly mendedAt: string | null
}

export function damageTable(db: Connection) {
  const add = db.prepare<[Finding & { foundAt: string }]>(
    `INSERT INTO damage (kind, sequence, intention, detail, found_at)
     SELECT @kind, @sequence, @intention, @detail, @foundAt
     WHERE NOT EXISTS (
       SELECT 1 FROM damage WHERE kind = @kind AND sequence IS @sequence AND detail = @detail AND mended_at IS NULL
     )`,
  )
  const open = db.prepare<[], Damage>(
    `SELECT kind, sequence, intention, detail, found_at AS foundAt, mended_at AS mendedAt FROM damage
     WHERE seen_by IS NULL ORDER BY sequence IS NULL, sequence, id`,
  )
  const mend = db.prepare<[string, string, string]>(
    'UPDATE damage SET mended_at = ? WHERE kind = ? AND detail = ? AND mended_at IS NULL',
  )
  const mendAll = db.prepare<[string, string]>(
    'UPDATE damage SET mended_at = ? WHERE kind = ? AND mended_at IS NULL',
  )
  const see = db.prepare<[string]>('UPDATE damage SET seen_by = ? WHERE seen_by IS NULL')
  return {
    /** What is known already is not added again. */
    add: (finding: Finding, foundAt: string): void => void add.run({ ...finding, foundAt }),
    /** What nobody has seen to yet, by number; also what was mended meanwhile. */
    open: (): readonly Damage[] => open.all(),
    /** What is still to be seen to. */
    unmended: (): readonly Finding[] =>
      open
        .all()
        .filter(({ mendedAt }) => mendedAt === null)
        .map(({ kind, sequence, intention, detail }) => ({ kind, sequence, intention, detail })),
    /** It is again as it was recorded. */
    mend: ({ kind, detail }: Pick<Finding, 'kind' | 'detail'>, at: string): void =>
      void mend.run(at, kind, detail),
    /** All of a kind are. */
    mendAll: (kind: Finding['kind'], at: string): void => void mendAll.run(at, kind),
    /** Somebody has looked at all that is known, and entered again what was to be entered. */
    see: (operator: string): void => void see.run(operator),
  }
}
