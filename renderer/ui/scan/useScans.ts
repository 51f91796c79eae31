import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Doubt } from './doubts.ts'
import { doubts, onTypedKeys, scans } from './scanKeys.ts'
import type { Scan, ScanLayer } from './scanQueue.ts'
import type { Wanted } from './typingMachine.ts'

/** The layer of the screen around, where one part of it takes the scans that were made while it was not there yet. */
export const ScanLayerContext = createContext<ScanLayer | undefined>(undefined)

/** A layer of its own for the caller, on top until something is put over it, unless there is one around it. */
export const useScanLayer = (takes: boolean, around?: ScanLayer): ScanLayer => {
  const [own] = useState<ScanLayer>(() => ({ takes }))
  // A layout effect: a scan made as soon as the screen shows belongs to it.
  useLayoutEffect(() => (around === undefined ? scans.open(own) : undefined), [own, around])
  return around ?? own
}

/**
 * Hands the screen the scans that were made on it, one at a time and in order. While `ready` is false (a command is on
 * its way, an answer is being looked up) or a dialog stands before it, they wait. Returns what waits.
 */
export const useScans = (onScan: (scan: Scan) => void, ready = true): readonly Scan[] => {
  const layer = useScanLayer(true, use(ScanLayerContext))
  const waiting = useSyncExternalStore(scans.subscribe, () => scans.waiting(layer))
  const isOnTop = useSyncExternalStore(scans.subscribe, () => scans.top() === layer)
  const consume = useEffectEvent(onScan)
  useEffect(() => {
    // One per render: what a scan changes is on the screen's state before the next one is looked at.
    if (!ready || !isOnTop || waiting.length === 0 || waiting !== scans.waiting(layer)) return
    const scan = scans.take(layer)
    if (scan !== undefined) consume(scan)
  }, [layer, waiting, isOnTop, ready])
  return waiting
}

/** Says that a scan which was taken is not done with after all: its screen went before the answer came. */
export const giveBackScan = (scan: Scan): void => {
  scans.giveBack(scan)
}

/** What a person has to say next: was it a scan, or typed? */
export const useDoubt = (): Doubt | undefined =>
  useSyncExternalStore(doubts.subscribe, doubts.first)

export const settleDoubt = doubts.settle

/** Scans that are made while the caller is mounted are not taken: for a question that needs another answer. */
export const useNoScans = (): void => {
  useScanLayer(false)
}

/** Hears what a person types outside text fields, and what for; `terminated` when Enter or Tab ended it. */
export const useTypedKeys = (
  onTyped: (text: string, terminated: boolean) => void,
  wanted: Wanted,
): void => {
  const handle = useEffectEvent(onTyped)
  const want = useEffectEvent(() => wanted)
  useEffect(
    () =>
      onTypedKeys(
        (text, terminated) => {
          handle(text, terminated)
        },
        () => want(),
      ),
    [],
  )
}
