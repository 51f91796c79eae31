import type { Connection } from './connection.ts'
import { HIGHEST_NUMBER, metaStore } from './meta.ts'

/** Old numbers and the new ones, by rising old number. No new number is in use. */
export type NewNumbers = ReadonlyMap<number, number>

/**
 * A stored value with the numbers of this terminal's intentions in it replaced. Wherever a number stands, the terminal
 * stands beside it: in metadata, in an entry of a count and its observation, in a conflict.
 */
export function withNumbers(value: unknown, terminal: string, numbers: NewNumbers): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => withNumbers(one, terminal, numbers))
  const own = Reflect.get(value, 'terminal') === terminal
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    const next = own && name === 'sequence' ? numbers.get(Number(inner)) : undefined
    return [name, next ?? withNumbers(inner, terminal, numbers)]
  })
  return Object.fromEntries(entries)
}

/** Gives intentions other numbers: what nobody else has seen yet may have another one. */
export function renumbering(db: Connection) {
  const from = db.prepare<[number], { sequence: number; id: string; known: number }>(
    `SELECT sequence, id, EXISTS (
       SELECT 1 FROM decision JOIN pending_event ON pending_event.decision = decision.id
       WHERE decision.intention = intention.sequence AND revision IS NOT NULL
     ) AS known
     FROM intention WHERE sequence >= ? ORDER BY sequence`,
  )
  const command = db.prepare<[number], { command: string }>(
    'SELECT command FROM intention WHERE sequence = ?',
  )
  const move = db.prepare<[number, string, number]>(
    'UPDATE intention SET sequence = ?, command = ? WHERE sequence = ?',
  )
  const follow = db.prepare<[number, number]>(
    'UPDATE decision SET intention = ? WHERE intention = ?',
  )
  const events = db.prepare<
    [number],
    { decision: number; position: number; data: string; metadata: string }
  >(
    `SELECT decision, position, data, metadata
     FROM pending_event JOIN decision ON decision.id = pending_event.decision
     WHERE decision.intention = ? AND revision IS NULL`,
  )
  const rewrite = db.prepare<[string, string, number, number]>(
    'UPDATE pending_event SET data = ?, metadata = ? WHERE decision = ? AND position = ?',
  )
  const taken = db.prepare<[number], { found: 1 }>(
    'SELECT 1 AS found FROM intention WHERE sequence = ?',
  )
  const before = db.prepare<[number], { acceptedAt: string }>(
    `SELECT accepted_at AS acceptedAt FROM intention WHERE sequence < ?
     ORDER BY sequence DESC LIMIT 1`,
  )
  const streams = db.prepare<[number], { stream: string }>(
    'SELECT stream FROM intention WHERE sequence = ?',
  )
  const meta = metaStore(db)

  return {
    /** Intentions with this number or a higher one; `known` when the central store has an event of theirs. */
    numberedFrom: (
      first: number,
    ): readonly { readonly sequence: number; readonly id: string; readonly known: boolean }[] =>
      from.all(first).map(({ sequence, id, known }) => ({ sequence, id, known: known === 1 })),
    /** When the last intention with a number below this one was accepted. */
    acceptedBefore: (sequence: number): string | undefined => before.get(sequence)?.acceptedAt,
    isNumberTaken: (sequence: number): boolean => taken.get(sequence) !== undefined,
    /** Numbers up to this one are not given out any more. */
    raiseNumbers: (highest: number): void => {
      if (highest > Number(meta.get(HIGHEST_NUMBER) ?? 0)) meta.set(HIGHEST_NUMBER, String(highest))
    },
    /** Within a transaction. Answers with the streams whose pending events are not as they were. */
    renumber: (terminal: string, numbers: NewNumbers): ReadonlySet<string> => {
      const changed = new Set<string>()
      const json = (text: string) =>
        JSON.stringify(withNumbers(JSON.parse(text), terminal, numbers))
      db.pragma('defer_foreign_keys = ON')
      for (const [before, after] of numbers) {
        changed.add(streams.get(before)?.stream ?? '')
        for (const { decision, position, data, metadata } of events.all(before))
          rewrite.run(json(data), json(metadata), decision, position)
        move.run(after, json(command.get(before)?.command ?? 'null'), before)
        follow.run(after, before)
      }
      return changed
    },
  }
}
