import type Database from 'better-sqlite3'

interface Job {
  readonly bytes: number
  readonly run: () => void
  readonly committed: () => void
  readonly failed: (error: unknown) => void
}

/** What the owner of the log does around a transaction. */
export interface CommitHooks {
  /** Before the flush. When it throws, nothing is written. */
  beforeCommit(): void
  /** After the flush, before anybody is answered. */
  onCommit(requests: number, seconds: number): void
  onRollback(): void
  /** Before those are told whose requests could not be written. */
  onFailure(error: unknown): void
}

/** A transaction ends when it holds this much, so that the acknowledgements of a burst are spread out. */
const transactionBytes = 4 * 1024 * 1024
const transactionJobs = 2000

/** Milliseconds: nobody waits longer for company than this, and never longer than a flush takes. */
const longestPatience = 20

/**
 * One writer, one flush for many requests. A job is acknowledged only after the transaction that holds it
 * is on the disk.
 *
 * The flush stops the thread, so while one runs nothing is taken in. A transaction therefore begins at once when
 * requests come one by one, but when the last one had company it waits for as many again: at most as long
 * as the last flush took, so that at worst it doubles the time of one and at best divides their number by hundreds.
 */
export class GroupCommit {
  readonly #begin: Database.Statement
  readonly #commit: Database.Statement
  readonly #rollback: Database.Statement
  readonly #db: Database.Database
  readonly #hooks: CommitHooks
  #queue: Job[] = []
  #scheduled = false
  #firstAt = 0
  #seen = 0
  #lastCount = 1
  #patience = 0
  #idle: (() => void)[] = []

  constructor(db: Database.Database, hooks: CommitHooks) {
    this.#db = db
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
    this.#rollback = db.prepare('ROLLBACK')
    this.#hooks = hooks
  }

  /** Jobs that wait for their transaction. */
  get pending(): number {
    return this.#queue.length
  }

  /**
   * Runs `work` in the next transaction and resolves with its result once that is durable.
   * When `work` throws, only this call rejects. When the disk refuses the commit, every call of the transaction does.
   */
  submit<T>(bytes: number, work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T
      this.#queue.push({
        bytes,
        run: () => {
          result = work()
        },
        committed: () => resolve(result),
        failed: reject,
      })
      this.#schedule()
    })
  }

  /** Resolves when nothing is waiting any more. */
  settled(): Promise<void> {
    if (!this.#scheduled) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  #schedule() {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#firstAt = performance.now()
    this.#seen = this.#queue.length
    setImmediate(() => this.#consider())
  }

  #consider() {
    const count = this.#queue.length
    const grown = count > this.#seen
    this.#seen = count
    const complete = count >= transactionJobs || (!grown && count >= this.#lastCount)
    if (complete || performance.now() - this.#firstAt >= this.#patience) this.#flush()
    else if (grown) setImmediate(() => this.#consider())
    else setTimeout(() => this.#consider(), 1)
  }

  #flush() {
    const jobs = this.#take()
    const started = performance.now()
    if (!this.#attempt(jobs) && jobs.length > 1) for (const job of jobs) this.#attempt([job])
    this.#lastCount = jobs.length
    this.#patience = Math.min(performance.now() - started, longestPatience)
    this.#scheduled = false
    if (this.#queue.length > 0) return this.#schedule()
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  #take(): Job[] {
    let bytes = 0
    let count = 0
    for (const job of this.#queue) {
      bytes += job.bytes
      count += 1
      if (bytes >= transactionBytes || count >= transactionJobs) break
    }
    return this.#queue.splice(0, count)
  }

  /** False when a job of several threw: nothing was written, and they have to be tried one by one. */
  #attempt(jobs: readonly Job[]): boolean {
    const started = performance.now()
    let running = true
    try {
      this.#begin.run()
      for (const job of jobs) job.run()
      running = false
      this.#hooks.beforeCommit()
      this.#commit.run()
    } catch (error) {
      if (this.#db.inTransaction) this.#rollback.run()
      this.#hooks.onRollback()
      if (running && jobs.length > 1) return false
      this.#hooks.onFailure(error)
      for (const job of jobs) job.failed(error)
      return true
    }
    this.#hooks.onCommit(jobs.length, (performance.now() - started) / 1000)
    for (const job of jobs) job.committed()
    return true
  }
}
