import { ORPCError } from '@orpc/client'
import { storageFailure } from '#shared/contract/storage.ts'
import { storageMessage } from '#shared/words/index.ts'

/** What went wrong inside the terminal, in the three parts of a message. */
export type Failure = { happened: string; kept: string; next: string }

/** The terminal answered that nobody is signed in. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ORPCError && error.code === 'UNAUTHORIZED'

/**
 * What the terminal says went wrong, where it answered with a failure (a full disk, say); undefined where it did not
 * answer at all. Either way a command may be sent again with the same id: it is recorded once.
 */
export const failureOf = (error: unknown): Failure | undefined => {
  if (!(error instanceof ORPCError)) return undefined
  const storage = storageFailure.safeParse(error.data)
  if (storage.success) {
    const { what, means, next } = storageMessage(storage.data)
    return { happened: what, kept: means, next }
  }
  return {
    happened: error.message,
    kept: 'It may be saved already. Trying again records it once, not twice.',
    next: 'Try again. If it comes back, call your supervisor.',
  }
}
