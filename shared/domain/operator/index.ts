import type { Aggregate, Facts, Intent, RebaseContext, Role } from '../aggregate.ts'
import {
  accept,
  conflict,
  type Decision,
  orConflict,
  type Rebased,
  refuse,
  satisfied,
  unreachable,
} from '../decision.ts'
import { instant, timeAt } from '../instant.ts'
import type { OperatorCommand, OperatorEvent, PinHash } from './messages.ts'
import { type Needs, nothing } from '../needs.ts'

import { streams } from '../streams.ts'

export type * from './messages.ts'

type Person = {
  readonly operator: string
  readonly name: string
  readonly role: Role
  /** Undefined until there is one, issued or chosen. */
  readonly pin?: PinHash | undefined
  /** ISO 8601. Where the PIN was issued and the own one is still to be chosen: until when that can be done. */
  readonly expiresAt?: string | undefined
}

export type OperatorState =
  | { readonly status: 'unregistered' }
  | ({ readonly status: 'active' } & Person)
  | ({ readonly status: 'deactivated' } & Person)

const initialState: OperatorState = { status: 'unregistered' }

function evolve(state: OperatorState, event: OperatorEvent): OperatorState {
  if (event.type === 'OperatorRegistered') return { status: 'active', ...event.data }
  if (state.status === 'unregistered') return state
  switch (event.type) {
    case 'OperatorRoleChanged':
      return { ...state, role: event.data.role }
    case 'OperatorPinChanged':
      return { ...state, pin: event.data.pin, expiresAt: undefined }
    case 'OperatorPinIssued':
      return { ...state, pin: event.data.pin, expiresAt: event.data.expiresAt }
    case 'OperatorDeactivated':
      return { ...state, status: 'deactivated' }
    case 'SupervisorRestored':
      return { ...state, status: 'active', role: 'supervisor' }
    default:
      return unreachable(event)
  }
}

/** How long a PIN that was issued is good for. */
const ISSUED_MS = 24 * 60 * 60_000

/** A day after it was issued, by what is known of the clock. */
const expiryOf = ({ acceptedAt, clockOffset = 0 }: Intent<OperatorCommand>) =>
  timeAt(instant(acceptedAt) - clockOffset + ISSUED_MS)

/** A supervisor looks after people; everybody chooses and changes the own PIN. */
function permitted({ command, operator, role }: Intent<OperatorCommand>): boolean {
  const own = command.operator === operator
  if (command.type === 'ChoosePin') return own
  return role === 'supervisor' || (own && command.type === 'ChangePin')
}

function decide(
  intent: Intent<OperatorCommand>,
  state: OperatorState,
  facts: Facts,
): Decision<OperatorEvent> {
  const { command } = intent
  const { operator } = command
  if (!permitted(intent)) return refuse('not-permitted', { needs: 'supervisor' })
  if (command.type === 'RegisterOperator') {
    if (state.status !== 'unregistered') return refuse('already-registered', { operator })
    const { name, role } = command
    return accept([{ type: 'OperatorRegistered', data: { operator, name, role } }])
  }
  if (state.status === 'unregistered') return refuse('operator-unknown', { operator })
  if (command.type === 'RestoreSupervisor')
    return accept([{ type: 'SupervisorRestored', data: { operator } }])
  if (state.status === 'deactivated') return refuse('operator-inactive', { operator })
  const wouldLeaveNobody = state.role === 'supervisor' && (facts.supervisors ?? 0) <= 1
  switch (command.type) {
    case 'ChangeRole': {
      const { role } = command
      if (role !== 'supervisor' && wouldLeaveNobody) return refuse('last-supervisor', { operator })
      return accept([{ type: 'OperatorRoleChanged', data: { operator, role } }])
    }
    case 'ChoosePin':
      if (state.pin !== undefined && state.expiresAt === undefined)
        return refuse('pin-already-chosen', { operator })
      return accept([{ type: 'OperatorPinChanged', data: { operator, pin: command.pin } }])
    case 'ChangePin':
      return accept([{ type: 'OperatorPinChanged', data: { operator, pin: command.pin } }])
    case 'IssuePin': {
      const { pin } = command
      const data = { operator, pin, expiresAt: expiryOf(intent) }
      return accept([{ type: 'OperatorPinIssued', data }])
    }
    case 'DeactivateOperator':
      if (wouldLeaveNobody) return refuse('last-supervisor', { operator })
      return accept([{ type: 'OperatorDeactivated', data: { operator } }])
    default:
      return unreachable(command)
  }
}

function rebase(
  intent: Intent<OperatorCommand>,
  state: OperatorState,
  facts: Facts,
  { unseen }: RebaseContext<OperatorEvent>,
): Rebased<OperatorEvent> {
  const { command } = intent
  const { operator } = command
  if (state.status === 'unregistered') return orConflict(decide(intent, state, facts))
  switch (command.type) {
    case 'RegisterOperator':
      return state.name === command.name && state.role === command.role
        ? satisfied
        : conflict('same-field-changed', { operator, theirs: state.name, yours: command.name })
    case 'ChangeRole':
      if (state.role === command.role) return satisfied
      return unseen.some((event) => event.type === 'OperatorRoleChanged')
        ? conflict('same-field-changed', { operator, theirs: state.role, yours: command.role })
        : orConflict(decide(intent, state, facts))
    case 'ChoosePin':
    case 'ChangePin':
    case 'IssuePin':
      return unseen.some(
        ({ type }) => type === 'OperatorPinChanged' || type === 'OperatorPinIssued',
      )
        ? conflict('same-field-changed', { operator, field: 'pin' })
        : orConflict(decide(intent, state, facts))
    case 'RestoreSupervisor':
      return (facts.supervisors ?? 0) > 0 ? satisfied : orConflict(decide(intent, state, facts))
    case 'DeactivateOperator':
      return state.status === 'deactivated' ? satisfied : orConflict(decide(intent, state, facts))
    default:
      return unreachable(command)
  }
}

const whoIsLeft = (): Needs => ({ supervisors: true })

/** A person who works with terminals: `operator-<id>`. */
export const operator: Aggregate<OperatorCommand, OperatorEvent, OperatorState> = {
  category: 'operator',
  streamFor: ({ operator: id }) => streams.operator(id),
  streamOf: ({ data }) => streams.operator(data.operator),
  events: {
    OperatorRegistered: true,
    OperatorRoleChanged: true,
    OperatorPinChanged: true,
    OperatorPinIssued: true,
    OperatorDeactivated: true,
    SupervisorRestored: true,
  },
  initialState,
  needs: {
    RegisterOperator: nothing,
    ChangeRole: whoIsLeft,
    ChoosePin: nothing,
    ChangePin: nothing,
    IssuePin: nothing,
    DeactivateOperator: whoIsLeft,
    RestoreSupervisor: whoIsLeft,
  },
  decide,
  evolve,
  // The terminal's own: without it nobody would be left to give a word.
  isWholeFor: ({ type }) => type === 'RestoreSupervisor',
  goesOnUnread: ({ type }) => type === 'RestoreSupervisor',
  rebase,
}
