/** Why a terminal's data folder could not be opened, in words for the person in front of it. */
export interface OpenFailure {
  title: string
  /** What to do about it. */
  advice: string
  /** The machine's own words, for support. */
  cause: string
}

const known: Record<string, (dir: string) => Omit<OpenFailure, 'cause'>> = {
  readOnly: (dir) => ({
    title: 'Tallydeck cannot write to its data folder',
    advice: `Give this user the right to write to ${dir}, or start with --data and another folder.`,
  }),
  notAFolder: (dir) => ({
    title: 'The data folder is not a folder',
    advice: `${dir} is, or lies in, something that is not a folder. Move it away, or start with --data and another folder.`,
  }),
  full: (dir) => ({
    title: 'The disk is full',
    advice: `Make room on the disk that holds ${dir}, then try again. Nothing that was saved is lost.`,
  }),
  corrupt: (dir) => ({
    title: 'The database cannot be read',
    advice: `The database in ${dir} is damaged, or is not one of Tallydeck's. Do not delete it: it may hold work that the central store does not have yet. Copy the folder to a safe place and ask for support, or start with --data and another folder.`,
  }),
  newer: (dir) => ({
    title: 'The database is from a newer Tallydeck',
    advice: `The data in ${dir} was written by a newer version. Install that version again, or start with --data and another folder.`,
  }),
  inUse: (dir) => ({
    title: 'Another Tallydeck is using this data folder',
    advice: `Close the other window, browser host or command that uses ${dir}, then try again.`,
  }),
}

const byCode: Record<string, keyof typeof known> = {
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  EROFS: 'readOnly',
  SQLITE_READONLY: 'readOnly',
  SQLITE_READONLY_DIRECTORY: 'readOnly',
  SQLITE_CANTOPEN: 'readOnly',
  ENOTDIR: 'notAFolder',
  EEXIST: 'notAFolder',
  ENOSPC: 'full',
  SQLITE_FULL: 'full',
  SQLITE_NOTADB: 'corrupt',
  SQLITE_CORRUPT: 'corrupt',
  SQLITE_BUSY: 'inUse',
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** What went wrong when opening `dir`. Answers undefined for an error that is no fault of the folder: a bug. */
export function describeOpenFailure(error: unknown, dir: string): OpenFailure | undefined {
  const describe = known[byCode[codeOf(error)] ?? '']
  if (describe === undefined) return undefined
  return { ...describe(dir), cause: error instanceof Error ? error.message : String(error) }
}
