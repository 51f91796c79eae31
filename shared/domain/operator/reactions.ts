import { answering, type Consequence, type Reaction } from '../reaction.ts'

const demotions = ['OperatorDeactivated', 'OperatorRoleChanged'] as const

const nothing: readonly Consequence[] = []

type Demotion = { readonly data: { readonly operator: string; readonly role?: string } }

const demotes = ({ data }: Demotion) => data.role !== 'supervisor'

const restore = (operator: string): Consequence => ({
  name: 'restore',
  command: { type: 'RestoreSupervisor', operator },
  operator,
  isDone: () => false,
})

/**
 * A warehouse always has a supervisor. That is a rule over many streams, which no expected revision can hold: two
 * supervisors who deactivate each other offline both may, each as far as the own terminal knows. So what is pending
 * about other people is decided again when somebody is demoted elsewhere; and where two landed all the same, the one
 * that stands later in the log is taken back. Two terminals that do it at once do it once.
 */
export const operatorReactions: readonly Reaction[] = [
  {
    kind: 'decide-again',
    on: demotions,
    there: answering(
      demotions,
      (event) => (demotes(event) ? ({ category: 'operator' } as const) : undefined),
      undefined,
    ),
  },
  {
    kind: 'follow',
    on: demotions,
    onlyLastWhile: ({ supervisors }) => supervisors === 0,
    follows: answering(
      demotions,
      (event) => (demotes(event) ? [restore(event.data.operator)] : nothing),
      nothing,
    ),
    overdue: 'once-caught-up',
  },
]
