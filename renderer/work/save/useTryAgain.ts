import { useEffect, useEffectEvent } from 'react'
import { useConnection } from '../../api/terminal.tsx'

const pauseMs = 2_000

/**
 * Sends a command again a moment after each try that the terminal did not answer, as long as there is a way to it.
 * The same id again is the same intention, so trying again by itself is safe. `unanswered` is new for each try, and
 * undefined where there is nothing to try, or where trying by itself would help nobody.
 */
export const useTryAgain = (unanswered: object | undefined, again: () => void): void => {
  const isOpen = useConnection() === 'open'
  const onTime = useEffectEvent(again)
  useEffect(() => {
    if (unanswered === undefined || !isOpen) return undefined
    const timer = setTimeout(() => {
      onTime()
    }, pauseMs)
    return () => {
      clearTimeout(timer)
    }
  }, [unanswered, isOpen])
}
