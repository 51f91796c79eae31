import { useEffect, useEffectEvent } from 'react'
import type { ScanResult } from '#shared/contract/api/index.ts'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import { failureOf, type Failure } from '../../api/failure.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { giveBackScan, playSound, type Scan, type Sound } from '../../ui/index.ts'
import { useTryAgain } from '../save/useTryAgain.ts'
import { lookUp } from '../scan/lookUp.ts'

/** A screen that is driven by scans waits for the terminal, or for whoever stands before it. */
type Stage =
  | { kind: 'resolving'; scan: Scan }
  | { kind: 'saving'; id: string; command: Command }
  /** `failed`: the terminal answered, but could not do it; trying by itself would help nobody. */
  | { kind: 'unanswered'; id: string; command: Command; failed: boolean }
  | { kind: 'ready' | 'choosing' | 'asking' | 'doubting' | 'unknown' | 'handing-in' }

/** What the terminal answered, or that it is asked again. */
export type Answer =
  | { type: 'resolved'; result: ScanResult }
  | { type: 'notResolved' }
  | { type: 'answered'; outcome: Outcome }
  | { type: 'notAnswered'; failure?: Failure | undefined }
  | { type: 'triedAgain' }

/** Each has a new number. */
type Cue = { number: number; sound: Sound }

/** Asks the terminal what the stage waits for, hands the answers in, and plays what they sound like. */
export const useAsking = (
  stage: Stage,
  cue: Cue | undefined,
  onAnswer: (answer: Answer) => void,
): void => {
  const { client } = useTerminal()
  const hand = useEffectEvent(onAnswer)

  useEffect(() => {
    let left = false
    let isAnswered = false
    const resolve = async (code: string): Promise<void> => {
      const answer = await lookUp(client, code).then(
        (result): Answer => ({ type: 'resolved', result }),
        (): Answer => ({ type: 'notResolved' }),
      )
      if (left) return
      isAnswered = true
      hand(answer)
    }
    const save = async (id: string, command: Command): Promise<void> => {
      const answer = await client.stock.execute({ id, command }).then(
        (outcome): Answer => ({ type: 'answered', outcome }),
        (error: unknown): Answer => ({ type: 'notAnswered', failure: failureOf(error) }),
      )
      if (!left) hand(answer)
    }
    if (stage.kind === 'resolving') void resolve(stage.scan.text)
    if (stage.kind === 'saving') void save(stage.id, stage.command)
    return () => {
      left = true
      if (stage.kind === 'resolving' && !isAnswered) giveBackScan(stage.scan)
    }
  }, [client, stage])

  useTryAgain(stage.kind === 'unanswered' && !stage.failed ? stage : undefined, () => {
    onAnswer({ type: 'triedAgain' })
  })

  useEffect(() => {
    if (cue !== undefined) playSound(cue.sound)
  }, [cue])
}
