/**
 * What the page knows of its way to the terminal. It says nothing about the terminal's own way to the central store.
 * - `connecting`: not there yet
 * - `open`: calls get through
 * - `lost`: dropped; it is tried again by itself, and calls fail until then
 * - `refused`: this address is not, or no longer, the terminal's: only opening its present address helps
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'

/** For `useSyncExternalStore`. */
export interface Connection {
  current(): ConnectionState
  /** Calls `listener` after each change, until the function it answers is called. */
  subscribe(listener: () => void): () => void
}

/** A connection, and the function by which its transport moves it on. */
export function createConnection(): [Connection, (next: ConnectionState) => void] {
  let state: ConnectionState = 'connecting'
  const listeners = new Set<() => void>()
  return [
    {
      current: () => state,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    (next) => {
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
  ]
}
