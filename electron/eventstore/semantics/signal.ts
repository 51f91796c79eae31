/** Wakes everybody who waits, as often as it is raised. */
export class Signal {
  #raised = 0
  readonly #waiting = new Set<() => void>()

  /** How often it was raised. Taken before looking at the state, it makes sure that no raise is missed. */
  get raised(): number {
    return this.#raised
  }

  raise(): void {
    this.#raised += 1
    for (const wake of this.#waiting) wake()
  }

  /** Resolves once it was raised more often than `seen` or `aborted` is, and leaves nothing behind. */
  after(seen: number, aborted: AbortSignal): Promise<void> {
    if (this.#raised > seen || aborted.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        aborted.removeEventListener('abort', done)
        this.#waiting.delete(done)
        resolve()
      }
      aborted.addEventListener('abort', done)
      this.#waiting.add(done)
    })
  }
}
