import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { onTypedKeys, scans } from './scanKeys.ts'
import type { Scan } from './scanQueue.ts'

/**
 * Hands the screen its scans, one at a time and in order. While `ready` is false (a command is on its way, an answer
 * is being looked up) they wait. Returns what waits.
 */
export const useScans = (onScan: (scan: Scan) => void, ready = true): readonly Scan[] => {
  const waiting = useSyncExternalStore(scans.subscribe, scans.waiting)
  const held = useSyncExternalStore(scans.subscribe, scans.isHeld)
  const consume = useEffectEvent(onScan)
  useEffect(() => {
    // One per render: what a scan changes is on the screen's state before the next one is looked at.
    if (!ready || held || waiting.length === 0 || waiting !== scans.waiting()) return
    const scan = scans.take()
    if (scan !== undefined) consume(scan)
  }, [waiting, held, ready])
  return waiting
}

/** Forgets the scans that wait; for a screen that is left for good. */
export const clearScans = (): void => {
  scans.clear()
}

/** Makes scans wait while the caller is mounted and `active`. */
export const useScanHold = (active = true): void => {
  useEffect(() => (active ? scans.hold() : undefined), [active])
}

/** Hears what a person types outside text fields; `terminated` when Enter or Tab ended it. */
export const useTypedKeys = (onTyped: (text: string, terminated: boolean) => void): void => {
  const handle = useEffectEvent(onTyped)
  useEffect(
    () =>
      onTypedKeys((text, terminated) => {
        handle(text, terminated)
      }),
    [],
  )
}
