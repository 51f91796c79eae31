/** Wakes everybody who waits, as often as it is raised. One promise serves all of them. */
export class Signal {
  #wake: () => void = () => {}
  #next = this.#arm()

  /** Resolves at the next `raise`. Take it before looking at the state, or a raise in between is missed. */
  get next(): Promise<void> {
    return this.#next
  }

  raise(): void {
    const wake = this.#wake
    this.#next = this.#arm()
    wake()
  }

  #arm(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}

/** Resolves when `promise` does or the signal aborts, whichever is first, and leaves no listener behind. */
export function orAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
    void promise.then(done, done)
  })
}
