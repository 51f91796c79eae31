import { StorageError } from '#electron/terminal/store/index.ts'
import { type ExitCode, exitCodes } from './exit.ts'

/** What a failure says on standard error, and what the process ends with. A bug shows where it happened. */
export function describeFailure(error: unknown): { message: string; exitCode: ExitCode } {
  if (error instanceof StorageError)
    return {
      message: error.message,
      exitCode: error.code === 'data-folder-in-use' ? exitCodes.inUse : exitCodes.failed,
    }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { message: `Unexpected error: ${message}`, exitCode: exitCodes.failed }
}
