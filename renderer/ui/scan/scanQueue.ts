/**
 * Scans wait here until the screen that they were made on can take them, in order, each exactly once: a person with a
 * scanner is faster than a screen. A scan belongs to the layer that was on top when its first key was struck. What
 * that layer does not take, or leaves untaken when it goes, is told as not taken: never handed on, never lost unseen.
 */
export type Scan = { id: number; text: string }

/** What stands before the person: a screen that takes scans, or a question that takes none. Compared by identity. */
export type ScanLayer = { takes: boolean }

/** Why a scan was not taken: the screen takes none; a question stood before it; the screen went before its turn. */
export type NotTaken = Scan & { because: 'not-here' | 'question' | 'left' }

export type ScanQueue = {
  /** Puts a layer on top of those that are open, until the returned function is called. */
  open: (layer: ScanLayer) => () => void
  /** The layer that a scan which begins now belongs to. */
  top: () => ScanLayer
  /** Brings a scan to its layer: the one on top when it began. */
  add: (text: string, layer?: ScanLayer) => void
  /** Takes the layer's oldest waiting scan, while the layer is on top. */
  take: (layer: ScanLayer) => Scan | undefined
  /** A scan that was taken, but whose screen went before it was done with. */
  giveBack: (scan: Scan) => void
  /** What waits for a layer, oldest first; the same array until it changes. */
  waiting: (layer: ScanLayer) => readonly Scan[]
  /** What was not taken and nobody has seen yet, oldest first; the same array until it changes. */
  notTaken: () => readonly NotTaken[]
  /** A person has seen what was not taken. */
  seen: () => void
  subscribe: (onChange: () => void) => () => void
}

/** Under all screens: where no screen takes scans, none is taken. */
const ground: ScanLayer = { takes: false }

const none: readonly never[] = []

export const createScanQueue = (): ScanQueue => {
  const layers: ScanLayer[] = [ground]
  const queues = new Map<ScanLayer, readonly Scan[]>()
  let notTaken: readonly NotTaken[] = none
  let lastId = 0
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const top = () => layers.at(-1) ?? ground
  const waiting = (layer: ScanLayer) => queues.get(layer) ?? none
  const tell = (scans: readonly Scan[], because: NotTaken['because']) => {
    notTaken = [...notTaken, ...scans.map((scan) => ({ ...scan, because }))]
  }
  const close = (layer: ScanLayer) => {
    layers.splice(layers.indexOf(layer), 1)
    tell(waiting(layer), 'left')
    queues.delete(layer)
    changed()
  }
  return {
    open: (layer) => {
      layers.push(layer)
      changed()
      return () => {
        if (layers.includes(layer)) close(layer)
      }
    },
    top,
    add: (text, layer = top()) => {
      lastId += 1
      const scan = { id: lastId, text }
      if (!layers.includes(layer)) tell([scan], 'left')
      else if (layer.takes) queues.set(layer, [...waiting(layer), scan])
      else tell([scan], layer === ground ? 'not-here' : 'question')
      changed()
    },
    take: (layer) => {
      const [oldest, ...rest] = waiting(layer)
      if (layer !== top() || oldest === undefined) return undefined
      queues.set(layer, rest)
      // Whoever scanned on has seen what a screen did not take. What a screen left behind stays until it is seen.
      notTaken = notTaken.filter(({ because }) => because === 'left')
      changed()
      return oldest
    },
    giveBack: (scan) => {
      tell([scan], 'left')
      changed()
    },
    waiting,
    notTaken: () => notTaken,
    seen: () => {
      notTaken = none
      changed()
    },
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
      }
    },
  }
}
