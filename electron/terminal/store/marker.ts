import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from './replaceFile.ts'

const markerSchema = z.object({ terminal: z.string() })

const fileIn = (dataDir: string) => join(dataDir, 'terminal.json')

/** Does a terminal's database belong in this folder, also where it is gone? */
export const isMarked = (dataDir: string): boolean => existsSync(fileIn(dataDir))

/**
 * The terminal that this folder belongs to, told beside its database: so a database that is missing, emptied or another
 * one's is noticed, and never made anew. Undefined where the folder has none; empty where it cannot be read.
 */
export function markedFor(dataDir: string): string | undefined {
  if (!isMarked(dataDir)) return undefined
  try {
    return markerSchema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8'))).terminal
  } catch {
    return ''
  }
}

/** Marks the folder for a terminal. */
export function mark(dataDir: string, terminal: string): void {
  if (markedFor(dataDir) === terminal) return
  replaceFile(fileIn(dataDir), `${JSON.stringify({ terminal })}\n`)
}
