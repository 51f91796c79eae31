import type { Problem } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'
import { AddressError } from '../../central/index.ts'

/** What ends a connection from within: an address that cannot be used, a broken disk, or a bug. */
export const brokenBy = (error: unknown): Problem =>
  error instanceof AddressError
    ? error.problem
    : problemOf('internal', error instanceof Error ? error.message : String(error))
