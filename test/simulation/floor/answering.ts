import { z } from 'zod'
import type { Choice } from '#shared/domain/conflict/index.ts'
import type { Station } from '../world.ts'
import { type Floor, mustGive } from './floor.ts'
import type { Truth } from './truth.ts'
import { rowsOf } from '#test/support/database.ts'

const facts = z.looseObject({
  line: z.string().optional(),
  movements: z.array(z.string()).optional(),
  code: z.string().optional(),
})

type Question = {
  readonly conflict: string
  readonly intention: string
  readonly type: string
  readonly reason: string
  readonly facts: z.infer<typeof facts>
  readonly choices: readonly Choice[]
}

export const questionsAt = ({ terminal }: Station): readonly Question[] =>
  rowsOf<Record<'conflict' | 'intention' | 'command' | 'reason' | 'facts' | 'choices', string>>(
    terminal,
    `SELECT conflict, intention, command, reason, facts, choices FROM conflict
     WHERE status = 'open' ORDER BY conflict`,
  ).map((row) => ({
    conflict: row.conflict,
    intention: row.intention,
    type: (JSON.parse(row.command) as { type: string }).type,
    reason: row.reason,
    facts: facts.parse(JSON.parse(row.facts)),
    choices: (JSON.parse(row.choices) as { choice: Choice }[]).map(({ choice }) => choice),
  }))

const movements = new Set(['ReceiveStock', 'PickStock', 'MoveStock', 'AdjustStock'])

/** On which side of a look a movement was; undefined while the counter still scans. */
function sideOf(
  truth: Truth,
  line: string,
  intention: string,
  isOver: boolean,
): Choice | undefined {
  const { seen, begun } = truth.look(line)
  // Who was told that the count is closed, and went away, has seen nothing that could be true.
  const order = seen?.order ?? (isOver ? begun : undefined)
  if (order === undefined) return undefined
  return truth.movedAt(intention) < order ? 'before-count' : 'after-count'
}

/** What a person who knows how it was chooses, the best first; none while they can't know yet. */
function truthful(truth: Truth, question: Question, isOver: boolean): readonly Choice[] {
  const { reason, type, intention } = question
  const { line = '', movements: asked = [intention] } = question.facts
  if (reason === 'movement-during-count') {
    const sides = new Set(asked.map((movement) => sideOf(truth, line, movement, isOver)))
    const [side] = sides
    if (sides.has(undefined)) return []
    return side === undefined || sides.size > 1 ? ['recount'] : [side]
  }
  // It has happened: nothing but recording it is true.
  if (movements.has(type)) return ['retry', 'record-as-happened']
  return ['retry', 'leave-undone']
}

/** A supervisor answers a conflict by what really happened. */
export function answer(
  floor: Floor,
  station: Station,
  question: Question,
  isOver = false,
): boolean {
  const { truth, tallies } = floor
  const over = isOver || !tallies.some(({ tally }) => question.facts.line?.startsWith(tally))
  const wanted = truthful(truth, question, over)
  if (wanted.length === 0) return false
  const choice = wanted.find((one) => question.choices.includes(one))
  if (choice === undefined)
    throw new Error(
      `no truthful choice: wanted ${wanted.join(' or ')} of ${JSON.stringify(question)}`,
    )
  const { conflict } = question
  mustGive(floor, station, 'admin', { type: 'ResolveConflict', conflict, choice, note: 'seen' })
  return true
}
