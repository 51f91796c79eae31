import type { MissingRow } from '#shared/contract/api/index.ts'
import { describeStream } from '#shared/contract/streamWords.ts'

/** The stream that somebody has to say something about, if there is one: what was ended for good nobody can change. */
export const toAccept = (rows: readonly MissingRow[]): string | undefined =>
  rows.find(({ stream, acceptedBy }) => acceptedBy === null && !isEnded(rows, stream))?.stream

/** Is one of the streams ended? Then neither a count nor a word helps. */
export const hasEnded = (rows: readonly MissingRow[]): boolean =>
  rows.some(({ last }) => last === null)

const isEnded = (rows: readonly MissingRow[], of: string): boolean =>
  rows.some(({ stream, last }) => stream === of && last === null)

/** What is missing, in a sentence for each stream. */
export function missingSentences(rows: readonly MissingRow[]): string[] {
  return [...new Set(rows.map(({ stream }) => stream))].map((stream) => {
    const about = describeStream(stream)
    if (isEnded(rows, stream))
      return `The central store takes nothing about ${about} any more: its stream was ended for good.`
    const missing = rows
      .filter((row) => row.stream === stream)
      .reduce((sum, { first, last }) => sum + (last === null ? 0 : last - first + 1), 0)
    const events = missing === 1 ? '1 event is' : `${missing.toLocaleString('en')} events are`
    return `${events} missing here of ${about}.`
  })
}

/** Who has said that work goes on, of all that is missing; undefined where somebody still has to. */
export const acceptedBy = (rows: readonly MissingRow[]): string | undefined => {
  const words = rows.map((row) => row.acceptedBy)
  return words.includes(null) ? undefined : [...new Set(words)].join(' and ')
}
