import { journal } from './0001-journal.ts'
import { signIn } from './0002-sign-in.ts'

/** In order; a version is never changed once it has been released. */
export const migrations = [journal, signIn]
