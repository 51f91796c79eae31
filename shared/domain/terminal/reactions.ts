import { answering, type Reaction } from '../reaction.ts'

/** What waited on a stream that is incomplete is decided once a supervisor has said that work goes on without that. */
export const terminalReactions: readonly Reaction[] = [
  {
    kind: 'decide-again',
    on: ['IncompleteAccepted'],
    own: true,
    there: answering(['IncompleteAccepted'], ({ data: { stream } }) => ({ stream }), undefined),
  },
  { kind: 'settle-rest', on: ['IncompleteAccepted'] },
]
