import { randomUUID } from 'node:crypto'
import type { ExecuteRequest } from '#electron/terminal/commands/index.ts'
import { toIntended } from '#electron/terminal/session/index.ts'
import { uuid } from '#shared/contract/codes.ts'
import { type Outcome, parseCommandLine } from '#shared/contract/commands.ts'
import { describeProblem } from '#shared/words/index.ts'
import { type InputLine, lineBatches } from './lines.ts'
import type { Output } from './output.ts'

/** What comes by the command line says so: it takes on trust who asks. */
export const VIA = 'cli'

/** In one transaction, and so in one flush of the disk. */
const BATCH = 500

type Parsed = { readonly request: ExecuteRequest } | { readonly refused: Outcome }

const refuse = (line: InputLine, id: unknown, problem: string): Parsed => {
  const given = uuid.safeParse(id)
  return {
    refused: {
      id: given.success ? given.data : randomUUID(),
      outcome: 'refused',
      code: 'invalid-command',
      message: `Line ${line.number}: ${problem}.`,
    },
  }
}

function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { problem: 'it is not JSON' }
  }
}

const idOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined

/** A line as a request, or as the refusal that answers it. */
export async function parseLine(line: InputLine, operator: string): Promise<Parsed> {
  if (line.text === undefined) return refuse(line, undefined, line.problem)
  const json = parseJson(line.text)
  if ('problem' in json) return refuse(line, undefined, json.problem)
  const parsed = parseCommandLine(json.value)
  if (!parsed.success) return refuse(line, idOf(json.value), describeProblem(parsed.error))
  const { command, id, occurredAt } = parsed.data
  return { request: { command: await toIntended(command), id, occurredAt, operator, via: VIA } }
}

export type ExecOptions = {
  /** Who gives the commands: whoever may use this data folder from a shell may say so. */
  readonly operator: string
  readonly input: AsyncIterable<Uint8Array>
  readonly output: Output
  /** Decides in order and keeps durably, all in one transaction. */
  readonly executeMany: (requests: readonly ExecuteRequest[]) => readonly Outcome[]
}

/** Answers each line with an outcome, in order; an outcome is written only when what it says is durable. */
export async function execLines({ operator, input, output, executeMany }: ExecOptions) {
  for await (const lines of lineBatches(input, BATCH)) {
    const parsed = await Promise.all(lines.map((line) => parseLine(line, operator)))
    const requests = parsed.flatMap((line) => ('request' in line ? [line.request] : []))
    const decided = (requests.length > 0 ? executeMany(requests) : []).values()
    const outcomes = parsed.map((line) => {
      if ('refused' in line) return line.refused
      const next = decided.next()
      if (next.done === true) throw new Error('a command was left without an outcome')
      return next.value
    })
    await output.rows(outcomes)
    if (output.closed()) return
  }
}
