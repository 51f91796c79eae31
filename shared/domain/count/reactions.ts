import { answering, type Consequence, type Follow, type Reaction } from '../reaction.ts'
import { streams } from '../streams.ts'
import { type CountLinesApproved, postingsOf } from './index.ts'

/** How long the terminal of an approval has to post it before any other does. */
const GRACE_MS = 10 * 60_000
/** Older approvals are posted when somebody asks for it. */
const LOOK_BACK_MS = 30 * 24 * 3600_000

const nothing: readonly Consequence[] = []

/** One posting for each line that the log does not have, on the stream of its SKU. */
function post(approval: CountLinesApproved): readonly Consequence[] {
  const { by, warehouse } = approval.data
  return postingsOf(approval).map(({ name, command }) => ({
    name,
    command,
    operator: by,
    isDone: ({ isPosted, postingConflict }, overdue) => {
      const { sku, observation } = command
      if (isPosted(warehouse, observation)) return true
      const conflict = postingConflict(warehouse, sku, observation)
      // What a person has left undone stays so; what waits for one is asked again, where its terminal may be gone. Any
      // other terminal leaves it to that person.
      return overdue ? conflict !== undefined : conflict === 'closed'
    },
  }))
}

/**
 * The lines of a count go into the book once their approval is confirmed: pending, it could still turn out otherwise.
 * Of two terminals that post the same line the second finds it in the log.
 */
const posting: Follow = {
  kind: 'follow',
  on: ['CountLinesApproved'],
  follows: answering(['CountLinesApproved'], post, nothing),
  overdue: {
    afterMs: GRACE_MS,
    untilMs: LOOK_BACK_MS,
    streams: (warehouse) => streams.count(warehouse, ''),
  },
}

export const countReactions: readonly Reaction[] = [
  posting,
  { kind: 'follow-again', on: ['CountPostingRequested'], from: posting },
]
