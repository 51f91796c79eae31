import { StoreError } from '#electron/eventstore/index.ts'
import { StorageError } from '#electron/terminal/index.ts'

/** Why a terminal could not be opened on its data folder, in words for the person in front of it. */
export interface OpenFailure {
  /** What happened. */
  readonly title: string
  /** What it means for what was recorded, and what to do. */
  readonly advice: string
}

/** What went wrong when opening a terminal. Undefined for an error that is no fault of the machine's: a bug. */
export function describeOpenFailure(error: unknown): OpenFailure | undefined {
  if (error instanceof StorageError) {
    const { what, means, next } = error.parts
    return { title: what, advice: `${means} ${next}` }
  }
  if (error instanceof StoreError) {
    return { title: 'The embedded store cannot be opened.', advice: error.message }
  }
  const port = takenPort(error)
  if (port !== undefined) {
    return {
      title: `Port ${port} is taken by another program.`,
      advice:
        'Nothing was changed. Choose another with --port, or leave it out to take a free one.',
    }
  }
  return undefined
}

/** The port that a server could not have, from the error that Node's net module gives. */
function takenPort(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return
  return 'port' in error && typeof error.port === 'number' ? error.port : undefined
}
