import { diskTrouble } from '../storage/diskTrouble.ts'

/** Whether the store can write: as far as the last transaction showed, which says so to `tell` when it changes. */
export class WriteHealth {
  readonly #tell: (line: string) => void
  #trouble: string | undefined

  constructor(tell: (line: string) => void) {
    this.#tell = tell
  }

  /** What kept the last transaction from being written; undefined when it was. */
  get trouble(): string | undefined {
    return this.#trouble
  }

  failed(error: unknown): void {
    const trouble = diskTrouble(error) ?? 'unexpected'
    if (trouble === this.#trouble) return
    this.#trouble = trouble
    const reason = error instanceof Error ? error.message : String(error)
    this.#tell(`Can't write, so appends are refused: ${reason} [${trouble}]`)
  }

  succeeded(): void {
    if (this.#trouble === undefined) return
    this.#trouble = undefined
    this.#tell('Writing again')
  }
}
