import type { Aggregate, Facts, Intent, RebaseContext } from '../aggregate.ts'
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
import type { AcceptIncomplete, EpochBegan, TerminalCommand, TerminalEvent } from './messages.ts'
import { nothing } from '../needs.ts'

import { streams } from '../streams.ts'

export type * from './messages.ts'

export type TerminalState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'enrolled' | 'retired'
      readonly terminal: string
      readonly warehouse: string
      readonly key: string
      /** The last time that it was put back from a copy; absent in its first epoch. */
      readonly epoch?: EpochBegan['data'] | undefined
      /** What its clock was off by when it was last told; 0 where it was right again, absent where it never was not. */
      readonly clockOffset?: number | undefined
      /** By stream: up to which missing revision a supervisor has said that work goes on here without them, and who. */
      readonly accepted?: Readonly<Record<string, AcceptedGap>> | undefined
    }

export type AcceptedGap = { readonly last: number; readonly by: string }

const initialState: TerminalState = { status: 'unknown' }

function evolve(state: TerminalState, event: TerminalEvent): TerminalState {
  if (event.type === 'TerminalEnrolled') return { status: 'enrolled', ...event.data }
  if (state.status === 'unknown') return state
  switch (event.type) {
    case 'TerminalRetired':
      return { ...state, status: 'retired' }
    case 'IntentionClosed':
    case 'StoreAccepted':
      return state
    case 'EpochBegan':
      return { ...state, epoch: event.data }
    case 'ClockCompared':
      return { ...state, clockOffset: event.data.offset }
    case 'IncompleteAccepted': {
      const { stream, last, by } = event.data
      return { ...state, accepted: { ...state.accepted, [stream]: { last, by } } }
    }
    default:
      return unreachable(event)
  }
}

/** A supervisor's word, for what is missing on the terminal where it is given, and for no more than is missing now. */
function acceptIncomplete(
  { command, operator, role, terminal }: Intent<AcceptIncomplete>,
  { incomplete }: Facts,
): Decision<TerminalEvent> {
  const { stream } = command
  if (role !== 'supervisor') return refuse('not-permitted', { needs: 'supervisor' })
  if (command.terminal !== terminal)
    return refuse('not-permitted', { needs: 'own-terminal', terminal: command.terminal })
  if (incomplete === undefined) return refuse('nothing-missing', { stream })
  const { last, ended, accepted } = incomplete
  if (ended) return refuse('stream-ended', { stream })
  if (accepted) return accept([])
  return accept([{ type: 'IncompleteAccepted', data: { terminal, stream, last, by: operator } }])
}

function decide(
  intent: Intent<TerminalCommand>,
  state: TerminalState,
  facts: Facts,
): Decision<TerminalEvent> {
  const { command, role } = intent
  const { terminal } = command
  switch (command.type) {
    case 'EnrolTerminal': {
      if (state.status !== 'unknown') return refuse('already-registered', { terminal })
      const { warehouse, key } = command
      return accept([{ type: 'TerminalEnrolled', data: { terminal, warehouse, key } }])
    }
    case 'RetireTerminal':
      if (role !== 'supervisor') return refuse('not-permitted', { needs: 'supervisor' })
      if (state.status !== 'enrolled') return refuse('not-found', { terminal })
      return accept([{ type: 'TerminalRetired', data: { terminal } }])
    case 'CloseIntention': {
      const { intention, sequence } = command
      return accept([
        {
          type: 'IntentionClosed',
          data: { terminal, intention, sequence, because: 'already-so' },
        },
      ])
    }
    case 'BeginEpoch': {
      const { type: _, ...restoration } = command
      const before = state.status === 'unknown' ? undefined : state.epoch
      return accept([
        { type: 'EpochBegan', data: { ...restoration, epoch: (before?.epoch ?? 1) + 1 } },
      ])
    }
    case 'CompareClock':
      return accept([{ type: 'ClockCompared', data: { terminal, offset: command.offset } }])
    case 'AcceptIncomplete':
      return acceptIncomplete({ ...intent, command }, facts)
    case 'AcceptStore': {
      if (role !== 'supervisor') return refuse('not-permitted', { needs: 'supervisor' })
      const { type: _, ...acceptance } = command
      return accept([{ type: 'StoreAccepted', data: acceptance }])
    }
    default:
      return unreachable(command)
  }
}

function rebase(
  intent: Intent<TerminalCommand>,
  state: TerminalState,
  facts: Facts,
  { decided }: RebaseContext<TerminalEvent>,
): Rebased<TerminalEvent> {
  const { command } = intent
  // What was missing when it was said may be here by now: it was said all the same.
  if (command.type === 'AcceptIncomplete' && decided.length > 0) return accept(decided)
  if (command.type === 'EnrolTerminal' && state.status !== 'unknown')
    return state.key === command.key
      ? satisfied
      : conflict('terminal-id-taken', { terminal: command.terminal, warehouse: state.warehouse })
  if (command.type === 'RetireTerminal' && state.status === 'retired') return satisfied
  return orConflict(decide(intent, state, facts))
}

/** One installed instance: `terminal-<id>`. */
export const terminal: Aggregate<TerminalCommand, TerminalEvent, TerminalState> = {
  category: 'terminal',
  streamFor: ({ terminal: id }) => streams.terminal(id),
  streamOf: ({ data }) => streams.terminal(data.terminal),
  events: {
    TerminalEnrolled: true,
    TerminalRetired: true,
    IntentionClosed: true,
    EpochBegan: true,
    ClockCompared: true,
    IncompleteAccepted: true,
    StoreAccepted: true,
  },
  goesOnIncomplete: true,
  goesOnUnread: () => true,
  initialState,
  needs: {
    EnrolTerminal: nothing,
    RetireTerminal: nothing,
    CloseIntention: nothing,
    BeginEpoch: nothing,
    CompareClock: nothing,
    AcceptIncomplete: ({ stream }) => ({ missingOf: stream }),
    AcceptStore: nothing,
  },
  decide,
  evolve,
  rebase,
}
