import type { Connection } from '../connection.ts'
import { metaStore, READ_MODELS } from '../meta.ts'
import { renumbering } from '../renumber.ts'
import type { damageTable } from './damage.ts'
import type { Finding } from './verify.ts'

/**
 * What was found at the open is kept, and nothing that was altered is ever sent: it is set aside, as it reads now, and
 * a person enters it again. Numbers that were given out before are not given out again.
 */
export function setAside(
  db: Connection,
  damage: ReturnType<typeof damageTable>,
  findings: readonly Finding[],
  now: string,
): void {
  const end = db.prepare<[number]>(
    `UPDATE intention SET state = 'abandoned', ended = 'damaged', link = NULL WHERE sequence = ?`,
  )
  // What is set aside is told from here on, so that its checksums and its link are of what it reads now.
  const keep = [
    db.prepare<[number]>('UPDATE decision SET base = base WHERE intention = ?'),
    db.prepare<[number]>(
      `UPDATE pending_event SET data = data
       WHERE decision IN (SELECT id FROM decision WHERE intention = ?)`,
    ),
  ]
  const { raiseNumbers } = renumbering(db)
  for (const finding of findings) {
    damage.add(finding, now)
    const { kind, sequence, detail } = finding
    if (kind === 'missing') raiseNumbers(Number(detail))
    if (kind !== 'altered' || sequence === null) continue
    end.run(sequence)
    for (const statement of keep) statement.run(sequence)
    // What it had done to the stock is still in them.
    metaStore(db).set(READ_MODELS, 'none')
  }
}
