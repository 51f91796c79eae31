import type { Aggregate, Facts, Intent } from '../aggregate.ts'
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
import type { EpochBegan, TerminalCommand, TerminalEvent } from './messages.ts'

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
    }

const initialState: TerminalState = { status: 'unknown' }

function evolve(state: TerminalState, event: TerminalEvent): TerminalState {
  if (event.type === 'TerminalEnrolled') return { status: 'enrolled', ...event.data }
  if (state.status === 'unknown') return state
  switch (event.type) {
    case 'TerminalRetired':
      return { ...state, status: 'retired' }
    case 'IntentionClosed':
      return state
    case 'EpochBegan':
      return { ...state, epoch: event.data }
    case 'ClockCompared':
      return { ...state, clockOffset: event.data.offset }
    default:
      return unreachable(event)
  }
}

function decide(
  { command, role }: Pick<Intent<TerminalCommand>, 'command' | 'role'>,
  state: TerminalState,
): Decision<TerminalEvent> {
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
    default:
      return unreachable(command)
  }
}

function rebase(
  intent: Intent<TerminalCommand>,
  state: TerminalState,
  _facts: Facts,
): Rebased<TerminalEvent> {
  const { command } = intent
  if (command.type === 'EnrolTerminal' && state.status !== 'unknown')
    return state.key === command.key
      ? satisfied
      : conflict('terminal-id-taken', { terminal: command.terminal, warehouse: state.warehouse })
  if (command.type === 'RetireTerminal' && state.status === 'retired') return satisfied
  return orConflict(decide(intent, state))
}

/** One installed instance: `terminal-<id>`. */
export const terminal: Aggregate<TerminalCommand, TerminalEvent, TerminalState> = {
  category: 'terminal',
  initialState,
  decide,
  evolve,
  rebase,
}
