import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fingerprint } from './fingerprint.ts'

/** The last intention that was accepted, by its number and its link of the chain. */
export type Head = { readonly sequence: number; readonly link: string }

const schema = z.object({ sequence: z.int(), link: z.string(), checksum: z.string() })
/** Each writing takes the place of the one before it, whatever the numbers' lengths. */
const LENGTH = 128
const fileIn = (dataDir: string) => join(dataDir, 'terminal.head')
const checksumOf = ({ sequence, link }: Head) => fingerprint([sequence, link])

/** Undefined where there is none, or where it was cut off amid writing. */
export function readHead(dataDir: string): Head | undefined {
  try {
    const { sequence, link, checksum } = schema.parse(
      JSON.parse(readFileSync(fileIn(dataDir), 'utf8')),
    )
    return checksum === checksumOf({ sequence, link }) ? { sequence, link } : undefined
  } catch {
    return undefined
  }
}

/** Is it there, and not as it was written? */
export const isHeadDamaged = (dataDir: string): boolean =>
  existsSync(fileIn(dataDir)) && readHead(dataDir) === undefined

/**
 * Tells the last intention beside the database, so that a database or a log that has lost it is noticed. Written after
 * each commit and not waited for: after a power cut it may be behind, and is never ahead of what was committed.
 */
export function headFile(dataDir: string) {
  const path = fileIn(dataDir)
  let file: number | undefined
  return {
    write: (head: Head): void => {
      const text = JSON.stringify({ ...head, checksum: checksumOf(head) }).padEnd(LENGTH)
      try {
        file ??= openSync(path, existsSync(path) ? 'r+' : 'wx+', 0o600)
        writeSync(file, text, 0)
      } catch {
        // The database has it, which is what counts: without this file its loss would only be noticed less well.
      }
    },
    close: (): void => {
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}
