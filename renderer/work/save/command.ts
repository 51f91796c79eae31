import { useEffect, useRef, useState } from 'react'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import { failureOf, type Failure } from '../../api/failure.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { playSound } from '../../ui/index.ts'
import { useTryAgain } from './useTryAgain.ts'

type Accepted = Extract<Outcome, { outcome: 'accepted' }>
type Refused = Extract<Outcome, { outcome: 'refused' }>

type Unanswered = {
  kind: 'unanswered'
  id: string
  command: Command
  failure: Failure | undefined
}

/**
 * Where a command stands. `unanswered`: the terminal did not answer, so nobody knows whether it was saved; it is sent
 * again with the same id, which records it once, not twice.
 */
export type CommandState =
  | { kind: 'idle' }
  | { kind: 'saving'; id: string; command: Command }
  /** With a `failure` the terminal answered, but could not do it: then a person says when to try again. */
  | (Unanswered & { retry: () => void })
  | { kind: 'saved'; command: Command; outcome: Accepted }
  | { kind: 'refused'; command: Command; refusal: Refused }

type State = Exclude<CommandState, { kind: 'unanswered' }> | Unanswered

const idle: State = { kind: 'idle' }

/** Carries out one command at a time for screens that are not driven by scans, with its sounds. */
export const useCommand = (onSaved?: (command: Command, outcome: Accepted) => void) => {
  const { client } = useTerminal()
  const [state, setState] = useState<State>(idle)
  const saved = useRef(onSaved)
  useEffect(() => {
    saved.current = onSaved
  })

  const send = async (id: string, command: Command, isAgain = false): Promise<void> => {
    setState({ kind: 'saving', id, command })
    try {
      const outcome = await client.stock.execute({ id, command })
      if (outcome.outcome === 'accepted') {
        playSound('good')
        setState({ kind: 'saved', command, outcome })
        saved.current?.(command, outcome)
      } else {
        playSound('refused')
        setState({ kind: 'refused', command, refusal: outcome })
      }
    } catch (error) {
      const failure = failureOf(error)
      // Only the first silence is heard: it is tried again every few seconds.
      if (failure !== undefined || !isAgain)
        playSound(failure === undefined ? 'warning' : 'refused')
      setState({ kind: 'unanswered', id, command, failure })
    }
  }
  const retry = (): void => {
    if (state.kind === 'unanswered') void send(state.id, state.command, true)
  }
  useTryAgain(state.kind === 'unanswered' && state.failure === undefined ? state : undefined, retry)

  const isBusy = state.kind === 'saving' || state.kind === 'unanswered'
  const shown: CommandState = state.kind === 'unanswered' ? { ...state, retry } : state
  return {
    state: shown,
    isBusy,
    /** Does nothing while another one is on its way. */
    run: (command: Command): void => {
      if (!isBusy) void send(crypto.randomUUID(), command)
    },
    /** Forgets what was said about the last one. */
    reset: (): void => {
      setState(idle)
    },
  }
}
