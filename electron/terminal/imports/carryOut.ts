import type { Outcome } from '#shared/contract/commands.ts'
import { derivedId, executeAllOrNothing, type Ledger } from '../commands/index.ts'
import type { ImportPart } from '../store/index.ts'
import { acceptOrRaise } from '../rebase/index.ts'
import type { ImportCommand } from './plan.ts'

/** Commands in one transaction: what anybody else has to wait for. */
const PART = 100
/** Parts that are put aside in one transaction. */
const STAGED_AT_ONCE = 40

function partsOf(commands: readonly ImportCommand[]): (readonly ImportCommand[])[] {
  // Each of these is of many bins already.
  const size = commands[0]?.type === 'RegisterBins' ? 1 : PART
  return Array.from({ length: Math.ceil(commands.length / size) }, (_, part) =>
    commands.slice(part * size, (part + 1) * size),
  )
}

/** Who asks for an import, and how, where that was no screen. */
export type AskedBy = { readonly operator: string; readonly via?: string | undefined }

/** `turn` lets other work have its turn; it throws once the terminal has been closed. */
export function createCarrier(ledger: Ledger, turn: () => Promise<void>) {
  const { store, surroundings } = ledger
  const { imports: queue } = store

  const idOf = (id: string, part: number, index: number) =>
    derivedId(ledger.identity()?.terminal ?? '', id, `import ${part}/${index}`)

  /** Put aside in small transactions: the one that accepts the import then has next to nothing to write. */
  async function stage(id: string, parts: readonly (readonly ImportCommand[])[]): Promise<void> {
    ledger.unit('accept', queue.tidy)
    for (let from = 1; from < parts.length; from += STAGED_AT_ONCE) {
      ledger.unit('accept', () =>
        parts
          .slice(from, from + STAGED_AT_ONCE)
          .forEach((commands, index) => queue.stage(id, from + index, commands)),
      )
      await turn()
    }
  }

  /**
   * Accepts the whole import, which from then on is carried out whatever happens, or nothing of it. Its first commands
   * are decided at once; answers with the refusal, where one of them is refused.
   */
  async function accept(
    commands: readonly ImportCommand[],
    { operator, via }: AskedBy,
  ): Promise<Extract<Outcome, { outcome: 'refused' }> | undefined> {
    const id = surroundings.newId()
    const acceptedAt = surroundings.now()
    const parts = partsOf(commands)
    if (parts.length > 1) await stage(id, parts)
    const first = (parts[0] ?? []).map((command, index) => ({
      command,
      id: idOf(id, 0, index),
      occurredAt: acceptedAt,
      operator,
      via,
    }))
    const outcomes = executeAllOrNothing(ledger, first, () => {
      const role = store.lookups.operator(operator)?.role
      if (parts.length > 1 && role) queue.accept({ id, operator, role, acceptedAt, via })
    })
    return outcomes.find((outcome) => outcome.outcome === 'refused')
  }

  /** What was done elsewhere since the import was accepted is satisfied by it, or a conflict with it. */
  function decide(part: ImportPart): void {
    const identity = ledger.identity()
    if (identity === undefined)
      throw new Error('an import is under way before the terminal is set up')
    part.commands.forEach((command, index) => {
      if (command === undefined) return
      const id = idOf(part.id, part.part, index)
      const { operator, role, acceptedAt: occurredAt, via } = part
      const draft = { id, command, operator, role, occurredAt, correlation: id, causation: id, via }
      acceptOrRaise(ledger, identity, draft)
    })
    queue.done(part)
  }

  /** Carries out what accepted imports still ask for, a part at a time, each with its place in one transaction. */
  async function carryOut(): Promise<void> {
    for (let part = queue.next(); part !== undefined; part = queue.next()) {
      const due = part
      ledger.unit('accept', () => decide(due))
      await turn()
    }
  }

  return { accept, carryOut }
}
