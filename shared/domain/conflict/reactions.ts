import type { Reaction } from '../reaction.ts'

/** Of two who settle the same conflict the first counts: so nothing is done before it is confirmed. */
export const conflictReactions: readonly Reaction[] = [{ kind: 'settle', on: ['ConflictResolved'] }]
