import { implement, ORPCError } from '@orpc/server'
import { contract, type Level, type Session } from '#shared/contract/api/index.ts'
import type { StorageFailure } from '#shared/contract/storage.ts'
import { refusalMessage } from '#shared/words/index.ts'
import type { Screen } from '../session/index.ts'
import { StorageError } from '../store/index.ts'

/** What every call comes with: the screen that makes it. */
export type ApiContext = { readonly screen: Screen }

/** The contract's procedures, still to be given their handlers. */
export type Implementer = ReturnType<typeof createImplementer>

type Options = {
  /** Told what goes wrong inside; a screen learns no more than a person can use. */
  readonly failed: (error: unknown, procedure: string) => void
  readonly isSetUp: () => boolean
}

export const createImplementer = ({ failed, isSetUp }: Options) =>
  implement(contract)
    .$context<ApiContext>()
    .use(async ({ next, path, procedure, context }) => {
      try {
        admit(procedure['~orpc'].meta.level, context.screen, isSetUp)
        return await next()
      } catch (error) {
        throw forScreens(error, (unexpected) => failed(unexpected, path.join('.')))
      }
    })

/** Throws where the screen may not make a call of this level; one without a level is answered to nobody. */
function admit(level: Level | undefined, screen: Screen, isSetUp: () => boolean): void {
  if (level === 'open' || (level === 'setting-up' && !isSetUp())) return
  const session = signedIn(screen)
  if (level === 'signed-in' || (level !== undefined && session.role === 'supervisor')) return
  throw new ORPCError('FORBIDDEN', {
    message: refusalMessage('not-permitted', { needs: 'supervisor' }),
  })
}

/** Who works at the screen; throws where nobody does. */
export function signedIn(screen: Screen): Session {
  const session = screen.current()
  if (session !== undefined) return session
  throw new ORPCError('UNAUTHORIZED', { message: 'Nobody is signed in here. Sign in first.' })
}

/** A full disk is told as it is, since a person can do something about it; anything else only as a failure. */
function forScreens(error: unknown, report: (error: unknown) => void): ORPCError<string, unknown> {
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return error
  report(error instanceof ORPCError ? (error.cause ?? error) : error)
  if (error instanceof StorageError)
    return new ORPCError('SERVICE_UNAVAILABLE', {
      message: error.message,
      data: { code: error.code, path: error.path } satisfies StorageFailure,
    })
  const message = 'Something went wrong inside the terminal. What was saved before is safe.'
  return new ORPCError('INTERNAL_SERVER_ERROR', { message })
}
