import type { StorageErrorCode, StorageFailure } from '../../contract/storage.ts'

/** What happened, what it means for what was recorded, what to do now. */
export type StorageMessage = {
  readonly what: string
  readonly means: string
  readonly next: string
}

const untouched = 'Nothing was changed.'

const parts: Readonly<Record<StorageErrorCode, (path: string) => StorageMessage>> = {
  'data-folder-in-use': (path) => ({
    what: `Another Tallydeck is using the data folder ${path}.`,
    means: 'Two of them would disagree about what was recorded.',
    next: 'Use the one that is open, or close it first.',
  }),
  'data-folder-missing': (path) => ({
    what: `The data folder ${path} cannot be opened.`,
    means: untouched,
    next: 'Check that the path is a folder that exists or can be made.',
  }),
  'data-folder-read-only': (path) => ({
    what: `The data folder ${path} cannot be written to.`,
    means: 'Nothing can be recorded there.',
    next: 'Give this user write permission, or choose another folder.',
  }),
  'database-corrupt': (path) => ({
    what: `The database ${path} is damaged.`,
    means: 'It was left as it is, so that what is in it can be saved.',
    next: 'Copy the data folder, then put a backup of it in its place, or ask for support. What had been sent since the backup comes back from the central store; what had not been sent has to be entered again.',
  }),
  'database-full': (path) => ({
    what: `The disk of ${path} is full.`,
    means: 'The last entry was not recorded; everything before it is safe.',
    next: 'Free some space, then enter it again.',
  }),
  'database-missing': (path) => ({
    what: `The database ${path} is missing, empty or another terminal's.`,
    means: `A terminal was set up in this folder, and what it recorded is not there. ${untouched}`,
    next: 'Put the database back together with the files beside it, or put a backup of the whole folder in its place. Where there is neither, set the terminal up in another folder: what had been sent is in the central store.',
  }),
  'database-newer': (path) => ({
    what: `The database ${path} was written by a newer version of Tallydeck.`,
    means: `This version cannot read it. ${untouched}`,
    next: 'Install the newer version.',
  }),
  'database-unreadable': (path) => ({
    what: `The disk did not carry out a read or a write of ${path}.`,
    means: 'The last entry was not recorded; everything before it is safe.',
    next: 'Check the disk, then start Tallydeck again.',
  }),
  'not-a-database': (path) => ({
    what: `The file ${path} is not a Tallydeck database.`,
    means: untouched,
    next: 'Choose another data folder, or move the file away.',
  }),
}

/** What a broken or full disk, or a folder that cannot be used, says to a person. */
export const storageMessage = ({ code, path }: StorageFailure): StorageMessage => parts[code](path)
