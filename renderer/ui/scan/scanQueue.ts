/**
 * Scans wait here until the screen can take them, in order, each exactly once: a person with a scanner is faster
 * than a screen, and a scan that was beeped must not be lost.
 */
export type Scan = { id: number; text: string }

export type ScanQueue = {
  add: (text: string) => void
  /** Takes the oldest waiting scan, unless somebody holds the queue. */
  take: () => Scan | undefined
  /** Scans wait until the returned function is called: a dialog is open, a command is on its way. */
  hold: () => () => void
  /** Forgets what waits, and says what it was. */
  clear: () => readonly Scan[]
  /** What waits, oldest first; the same array until it changes. */
  waiting: () => readonly Scan[]
  isHeld: () => boolean
  subscribe: (onChange: () => void) => () => void
}

export const createScanQueue = (): ScanQueue => {
  let waiting: readonly Scan[] = []
  let lastId = 0
  let holds = 0
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  return {
    add: (text) => {
      lastId += 1
      waiting = [...waiting, { id: lastId, text }]
      changed()
    },
    take: () => {
      const [oldest, ...rest] = waiting
      if (holds > 0 || oldest === undefined) return undefined
      waiting = rest
      changed()
      return oldest
    },
    hold: () => {
      holds += 1
      changed()
      let released = false
      return () => {
        if (released) return
        released = true
        holds -= 1
        changed()
      }
    },
    clear: () => {
      const cleared = waiting
      if (cleared.length > 0) {
        waiting = []
        changed()
      }
      return cleared
    },
    waiting: () => waiting,
    isHeld: () => holds > 0,
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
      }
    },
  }
}
