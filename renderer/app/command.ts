import { useCallback, useEffect, useRef, useState } from 'react'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import { useConnection, useTerminal } from '../api/terminal.tsx'
import { playSound } from '../ui/index.ts'

type Accepted = Extract<Outcome, { outcome: 'accepted' }>
type Refused = Extract<Outcome, { outcome: 'refused' }>

/**
 * Where a command stands. `unanswered`: the terminal did not answer, so nobody knows whether it was saved; it is sent
 * again with the same id, which records it once, not twice.
 */
export type CommandState =
  | { kind: 'idle' }
  | { kind: 'saving' | 'unanswered'; id: string; command: Command }
  | { kind: 'saved'; command: Command; outcome: Accepted }
  | { kind: 'refused'; command: Command; refusal: Refused }

const idle: CommandState = { kind: 'idle' }

/** Carries out one command at a time for screens that are not driven by scans, with its sounds. */
export const useCommand = (onSaved?: (command: Command, outcome: Accepted) => void) => {
  const { client } = useTerminal()
  const connection = useConnection()
  const [state, setState] = useState<CommandState>(idle)
  const saved = useRef(onSaved)
  useEffect(() => {
    saved.current = onSaved
  })

  const send = useCallback(
    async (id: string, command: Command): Promise<void> => {
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
      } catch {
        playSound('warning')
        setState({ kind: 'unanswered', id, command })
      }
    },
    [client],
  )

  // The same id again is the same intention, so trying again by itself is safe.
  useEffect(() => {
    if (state.kind !== 'unanswered' || connection !== 'open') return undefined
    const timer = setTimeout(() => void send(state.id, state.command), 2_000)
    return () => {
      clearTimeout(timer)
    }
  }, [state, connection, send])

  const isBusy = state.kind === 'saving' || state.kind === 'unanswered'
  return {
    state,
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
