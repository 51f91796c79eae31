import type { Aggregate, Facts, Intent } from '../aggregate.ts'
import {
  accept,
  conflict as conflicted,
  type Decision,
  orConflict,
  refuse,
  type Refused,
  unreachable,
} from '../decision.ts'
import type {
  Closing,
  ConflictCase,
  ConflictCommand,
  ConflictEvent,
  Settlement,
} from './messages.ts'
import { nothing } from '../needs.ts'

import { streams } from '../streams.ts'

export type * from './messages.ts'

/**
 * Open until a person settles it; settled until the terminal that has the intention has carried the
 * settlement out; then closed. Opened again when the settlement turned out to be impossible.
 */
export type ConflictState =
  | { readonly status: 'unraised' }
  | { readonly status: 'open'; readonly case: ConflictCase }
  | {
      readonly status: 'settled'
      readonly case: ConflictCase
      readonly settlement: Settlement
      readonly by: string
    }
  | {
      readonly status: 'closed'
      readonly case: ConflictCase
      readonly settlement: Settlement
      readonly by: string
      readonly result: Closing['result']
    }

const initialState: ConflictState = { status: 'unraised' }

function evolve(state: ConflictState, event: ConflictEvent): ConflictState {
  if (event.type === 'ConflictRaised') return { status: 'open', case: event.data }
  if (state.status === 'unraised') return state
  switch (event.type) {
    case 'ConflictResolved': {
      const { by, conflict: _, ...settlement } = event.data
      return { status: 'settled', case: state.case, settlement, by }
    }
    case 'ConflictReopened': {
      const { conflict: _, ...now } = event.data
      const { proposed: _before, ...before } = state.case
      return { status: 'open', case: { ...before, ...now } }
    }
    case 'ConflictClosed':
      return state.status === 'settled'
        ? { ...state, status: 'closed', result: event.data.result }
        : state
    default:
      return unreachable(event)
  }
}

/** The largest number of stock-keeping units that an intention, or what is to be done instead of it, is about. */
const sizeOf = (command: ConflictCase['intention']['command'], quantity?: number): number =>
  Math.max(
    ...[quantity, command['quantity'], command['delta']].map((size) => Math.abs(Number(size ?? 0))),
  )

/** May this person settle it? A floor operator the own work, up to what the warehouse sets; a supervisor all. */
export const maySettle = (
  { operator, role }: Pick<Intent<never>, 'operator' | 'role'>,
  { operator: owner, command }: Pick<ConflictCase['intention'], 'operator' | 'command'>,
  settleUpTo: number | undefined,
): boolean =>
  role === 'supervisor' ||
  (owner === operator && (settleUpTo === undefined || sizeOf(command) <= settleUpTo))

function refuseSettling(
  person: Pick<Intent<ConflictCommand>, 'operator' | 'role'>,
  { intention }: ConflictCase,
  { quantity }: Settlement,
  facts: Facts,
): Refused | undefined {
  if (!maySettle(person, intention, undefined))
    return refuse('not-permitted', { needs: 'supervisor' })
  const limit = facts.warehouse.policy?.settleUpTo
  const size = sizeOf(intention.command, quantity)
  return person.role !== 'supervisor' && limit !== undefined && size > limit
    ? refuse('limit-exceeded', { quantity: size, limit, needs: 'supervisor' })
    : undefined
}

/** What a choice needs to be said with it; undefined when nothing is missing. */
function missing({ choice, quantity, bin }: Settlement): string | undefined {
  if (choice === 'change-quantity' && quantity === undefined) return 'quantity is missing'
  return choice === 'other-bin' && bin === undefined ? 'bin is missing' : undefined
}

function decide(
  intent: Intent<ConflictCommand>,
  state: ConflictState,
  facts: Facts,
): Decision<ConflictEvent> {
  const { command, operator } = intent
  const id = command.conflict
  if (command.type === 'RaiseConflict') {
    if (state.status !== 'unraised') return refuse('already-registered', { conflict: id })
    const { type: _, ...data } = command
    return accept([{ type: 'ConflictRaised', data }])
  }
  if (state.status === 'unraised') return refuse('not-found', { conflict: id })
  switch (command.type) {
    case 'ResolveConflict': {
      if (state.status !== 'open') return refuse('invalid-state', { conflict: id, by: state.by })
      const { type: _, ...settlement } = command
      const refused = refuseSettling(intent, state.case, settlement, facts)
      if (refused) return refused
      const problem = missing(settlement)
      if (problem !== undefined) return refuse('invalid-command', { problem })
      // What was not possible when the conflict was raised may be possible now: a retry can always be tried.
      const tried = command.choice === 'retry'
      if (!tried && !state.case.choices.some(({ choice }) => choice === command.choice))
        return refuse('invalid-command', { choice: command.choice })
      return accept([{ type: 'ConflictResolved', data: { ...settlement, by: operator } }])
    }
    case 'CloseConflict': {
      if (state.status !== 'settled') return refuse('invalid-state', { conflict: id })
      const { result } = command
      return accept([{ type: 'ConflictClosed', data: { conflict: id, result } }])
    }
    case 'ReopenConflict': {
      if (state.status !== 'settled') return refuse('invalid-state', { conflict: id })
      const { type: _, ...data } = command
      return accept([{ type: 'ConflictReopened', data }])
    }
    default:
      return unreachable(command)
  }
}

/** A conflict raised by a terminal, and what a person decided: `conflict-<id>`. The first settlement counts. */
export const conflict: Aggregate<ConflictCommand, ConflictEvent, ConflictState> = {
  category: 'conflict',
  streamFor: ({ conflict: id }) => streams.conflict(id),
  streamOf: ({ data }) => streams.conflict(data.conflict),
  events: {
    ConflictRaised: true,
    ConflictResolved: true,
    ConflictClosed: true,
    ConflictReopened: true,
  },
  goesOnIncomplete: true,
  // What cannot be read may have settled it already.
  goesOnUnread: ({ type }) => type !== 'ResolveConflict',
  initialState,
  needs: {
    RaiseConflict: nothing,
    ResolveConflict: nothing,
    CloseConflict: nothing,
    ReopenConflict: nothing,
  },
  decide,
  evolve,
  rebase: (intent, state, facts) =>
    intent.command.type === 'ResolveConflict' &&
    (state.status === 'settled' || state.status === 'closed')
      ? conflicted('already-settled', { conflict: intent.command.conflict, by: state.by })
      : orConflict(decide(intent, state, facts)),
}
