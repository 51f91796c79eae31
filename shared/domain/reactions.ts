import { conflictReactions } from './conflict/reactions.ts'
import { countReactions } from './count/reactions.ts'
import { operatorReactions } from './operator/reactions.ts'
import type { Reaction } from './reaction.ts'
import { terminalReactions } from './terminal/reactions.ts'

export type * from './reaction.ts'

/** What follows from confirmed events, of all aggregates, in the order in which it is carried out. */
export const reactions: readonly Reaction[] = [
  ...operatorReactions,
  ...conflictReactions,
  ...countReactions,
  ...terminalReactions,
]
