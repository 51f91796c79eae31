import { z } from 'zod'

/** What can stand in the way of opening or writing a terminal's database. Stable names. */
const storageErrorCode = z.enum([
  'data-folder-in-use',
  'data-folder-missing',
  'data-folder-read-only',
  'database-corrupt',
  'database-full',
  'database-missing',
  'database-newer',
  'database-unreadable',
  'not-a-database',
])
export type StorageErrorCode = z.infer<typeof storageErrorCode>

/** As a screen is told of it. `path` is the folder's or the file's. */
export const storageFailure = z.strictObject({ code: storageErrorCode, path: z.string() })
export type StorageFailure = z.infer<typeof storageFailure>
