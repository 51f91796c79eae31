import type { Command, Outcome } from '#shared/contract/commands.ts'

/** What became of each conflict that was settled together with others. */
export type Together = {
  readonly settled: readonly string[]
  readonly refused: readonly { conflict: string; message: string }[]
  /** Those that the terminal did not answer for; to be sent again with the same ids. */
  readonly unanswered: readonly string[]
}

export const nobodyYet: Together = { settled: [], refused: [], unanswered: [] }

type Item = { conflict: string; id: string; command: Command }

/**
 * Carries the settlements out one after the other, and says after each how far it is. One that is refused, or not
 * answered, holds none of the others back. The ids are the caller's, so that the same call again settles nothing twice.
 */
export const settleTogether = async (
  items: readonly Item[],
  execute: (id: string, command: Command) => Promise<Outcome>,
  onProgress: (so: Together) => void,
): Promise<Together> => {
  let so = nobodyYet
  for (const { conflict, id, command } of items) {
    try {
      const outcome = await execute(id, command)
      so =
        outcome.outcome === 'accepted'
          ? { ...so, settled: [...so.settled, conflict] }
          : { ...so, refused: [...so.refused, { conflict, message: outcome.message }] }
    } catch {
      so = { ...so, unanswered: [...so.unanswered, conflict] }
    }
    onProgress(so)
  }
  return so
}
