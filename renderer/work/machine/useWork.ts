import { useReducer, useState } from 'react'
import { useScans } from '../../ui/index.ts'
import { useTypedInOrder } from '../scan/useTypedInOrder.ts'
import { useAsking } from './useAsking.ts'
import type { Match, Working, WorkEvent } from './working.ts'

/** What is looked for by name, and the letters that it begins with. */
type Finding = { what: 'product' | 'bin'; text: string }

type Options<State, Event, Fresh> = {
  step: (state: State, event: Event) => State
  initial: State
  /** New ids for an event that may send a command. */
  fresh: () => Fresh & { id: string }
  /** Scans wait for this too, besides their turn. */
  isReady?: (state: State) => boolean
  /** What becomes of digits and letters that a person types. */
  onTyped: (text: string, state: State) => Event | Finding | undefined
  /** What is typed now: a number, or letters to look for. */
  wanted: (state: State) => 'quantity' | 'text'
}

const isFinding = (typed: object): typed is Finding => 'what' in typed

/**
 * Runs a screen that takes scans: hands it its scans one at a time and what is typed in order, asks the terminal what
 * the state waits for, plays its sounds.
 */
export const useWork = <State extends Working<unknown>, Own extends { type: string }, Fresh>({
  step,
  initial,
  fresh,
  isReady = () => true,
  onTyped,
  wanted,
}: Options<State, Own | WorkEvent<Fresh>, Fresh>) => {
  const [state, send] = useReducer(step, initial)
  const [finding, setFinding] = useState<Finding>()
  const isAtHand = state.stage.kind === 'ready'

  const waiting = useScans(
    (scan) => {
      // What is scanned need not be looked for.
      setFinding(undefined)
      send({ type: 'scanned', scan })
    },
    isAtHand && isReady(state),
  )

  useTypedInOrder(
    (text) => {
      const typed = onTyped(text, state)
      if (typed === undefined) return
      if (isFinding(typed)) setFinding(typed)
      else send(typed)
    },
    isAtHand && waiting.length === 0,
    wanted(state),
  )

  useAsking(state, (answer) => {
    send(answer.type === 'resolved' ? { ...answer, ...fresh() } : answer)
  })

  return {
    state,
    send,
    fresh,
    waiting: waiting.length,
    isBusy: !isAtHand || waiting.length > 0,
    finding,
    find: (what: Finding['what']) => {
      setFinding({ what, text: '' })
    },
    closeFinder: () => {
      setFinding(undefined)
    },
    choose: (match: Match) => {
      send({ type: 'matchChosen', match, ...fresh() })
    },
    confirm: () => {
      send({ type: 'confirmed', ...fresh() })
    },
    recordFirst: () => {
      send({ type: 'recordedFirst', ...fresh() })
    },
  }
}

/** A screen's work as the parts around it see it. */
export type Work = Omit<
  ReturnType<typeof useWork<Working<unknown>, never, unknown>>,
  'send' | 'fresh'
> & {
  /** Events that send nothing. */
  send: (
    event: Exclude<WorkEvent, { type: 'resolved' | 'matchChosen' | 'confirmed' | 'recordedFirst' }>,
  ) => void
}
