import { journal } from './0001-journal.ts'

/** In order; a version is never changed once it has been released. */
export const migrations = [journal]
