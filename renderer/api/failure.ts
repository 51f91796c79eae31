import { ORPCError } from '@orpc/client'
import { z } from 'zod'

/** What went wrong inside the terminal, in the three parts of a message. */
export type Failure = { happened: string; kept: string; next: string }

/** The terminal answered that nobody is signed in. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ORPCError && error.code === 'UNAUTHORIZED'

const storageParts = z.object({ what: z.string(), means: z.string(), next: z.string() })

/**
 * What the terminal says went wrong, where it answered with a failure (a full disk, say); undefined where it did not
 * answer at all. Either way a command may be sent again with the same id: it is recorded once.
 */
export const failureOf = (error: unknown): Failure | undefined => {
  if (!(error instanceof ORPCError)) return undefined
  const parts = storageParts.safeParse(error.data)
  if (parts.success) {
    const { what, means, next } = parts.data
    return { happened: what, kept: means, next }
  }
  return {
    happened: error.message,
    kept: 'It may be saved already. Trying again records it once, not twice.',
    next: 'Try again. If it comes back, call your supervisor.',
  }
}
