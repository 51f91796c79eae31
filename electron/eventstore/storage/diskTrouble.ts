import { StoreError } from '../errors.ts'

/** The code of what is wrong with the disk or the files on it; undefined when it is something else that went wrong. */
export function diskTrouble(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.code
  if (!(error instanceof Error && 'code' in error)) return undefined
  const code = String(error.code)
  return code.startsWith('SQLITE_') ? code : undefined
}
