import { implement, ORPCError } from '@orpc/server'
import { contract } from '#shared/contract/api/index.ts'
import { StorageError } from '../store/index.ts'

/** The contract's procedures, still to be given their handlers. */
export type Implementer = ReturnType<typeof createImplementer>

/** `failed` is told what goes wrong inside; a screen learns no more than a person can use. */
export const createImplementer = (failed: (error: unknown, procedure: string) => void) =>
  implement(contract).use(async ({ next, path }) => {
    try {
      return await next()
    } catch (error) {
      throw forScreens(error, (unexpected) => failed(unexpected, path.join('.')))
    }
  })

/** A full disk is told as it is, since a person can do something about it; anything else only as a failure. */
function forScreens(error: unknown, report: (error: unknown) => void): ORPCError<string, unknown> {
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return error
  report(error instanceof ORPCError ? (error.cause ?? error) : error)
  if (error instanceof StorageError)
    return new ORPCError('SERVICE_UNAVAILABLE', { message: error.message, data: error.parts })
  const message = 'Something went wrong inside the terminal. What was saved before is safe.'
  return new ORPCError('INTERNAL_SERVER_ERROR', { message })
}
