import { useEffect, useEffectEvent, useRef } from 'react'
import { useTypedKeys } from '../../ui/index.ts'

/**
 * Hands on what a person types. What is typed while a scan is being looked up or saved belongs to what that scan makes
 * of the screen: it waits until `ready`, as further scans do.
 */
export const useTypedInOrder = (
  onTyped: (text: string) => void,
  ready: boolean,
  wanted: 'quantity' | 'text',
): void => {
  const ahead = useRef<readonly string[]>([])
  const hand = useEffectEvent(onTyped)
  // Enter is passed over: it confirms nowhere.
  useTypedKeys((text) => {
    if (text === '') return
    if (ready) hand(text)
    else ahead.current = [...ahead.current, text]
  }, wanted)
  useEffect(() => {
    if (!ready) return
    const texts = ahead.current
    ahead.current = []
    for (const text of texts) hand(text)
  }, [ready])
}
