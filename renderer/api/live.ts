import type { Connection } from './connection.ts'

/** A value that the terminal pushes; for `useSyncExternalStore`. Undefined until the first one has come. */
export type Live<Value> = {
  current: () => Value | undefined
  subscribe: (listener: () => void) => () => void
}

type Open<Value> = () => Promise<AsyncIterable<Value>>

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const opened = (connection: Connection): Promise<void> =>
  new Promise((resolve) => {
    if (connection.current() === 'open') {
      resolve()
      return
    }
    const stop = connection.subscribe(() => {
      if (connection.current() !== 'open') return
      stop()
      resolve()
    })
  })

/**
 * Follows one of the terminal's streams for as long as the page lives, and opens it again after every drop.
 * `onOpen` runs whenever it was opened again: something may have been missed.
 */
export const follow = async <Value>(
  connection: Connection,
  open: Open<Value>,
  onValue: (value: Value) => void,
  onOpen: () => void,
): Promise<never> => {
  for (;;) {
    await opened(connection)
    try {
      const values = await open()
      onOpen()
      for await (const value of values) onValue(value)
    } catch {
      // The connection dropped, or the terminal restarts; either way it is tried again.
    }
    await pause(500)
  }
}

/** A live value out of one of the terminal's streams. It keeps the last value while the stream is down. */
export const liveValue = <Value>(connection: Connection, open: Open<Value>): Live<Value> => {
  let last: Value | undefined
  const listeners = new Set<() => void>()
  void follow(
    connection,
    open,
    (value) => {
      last = value
      for (const listener of listeners) listener()
    },
    () => undefined,
  )
  return {
    current: () => last,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
