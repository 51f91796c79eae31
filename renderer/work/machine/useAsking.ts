import { useEffect, useEffectEvent } from 'react'
import type { Command } from '#shared/contract/commands.ts'
import { failureOf } from '../../api/failure.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { giveBackScan, playSound } from '../../ui/index.ts'
import { useTryAgain } from '../save/useTryAgain.ts'
import { lookUp } from '../scan/lookUp.ts'
import type { Answer, Working } from './working.ts'

/** Asks the terminal what the stage waits for, hands the answers in, and plays what they sound like. */
export const useAsking = (
  { stage, cue }: Pick<Working<unknown>, 'stage' | 'cue'>,
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
