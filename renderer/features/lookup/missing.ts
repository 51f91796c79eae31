import type { MissingRow } from '#shared/contract/api/index.ts'
import { formatCount, plural } from '#shared/words/format.ts'
import { describeStream } from '#shared/words/index.ts'

/** The stream that somebody has to say something about, if there is one: what was ended for good nobody can change. */
export const toAccept = (rows: readonly MissingRow[]): string | undefined =>
  rows.find(({ stream, acceptedBy }) => acceptedBy === null && !isEnded(rows, stream))?.stream

/** Is one of the streams ended? Then neither a count nor a word helps. */
export const hasEnded = (rows: readonly MissingRow[]): boolean =>
  rows.some(({ last }) => last === null)

const isEnded = (rows: readonly MissingRow[], of: string): boolean =>
  rows.some(({ stream, last }) => stream === of && last === null)

/** Is there what this version cannot read? Then a count is no way on. */
export const hasUnreadable = (rows: readonly MissingRow[]): boolean =>
  rows.some(({ cause }) => cause === 'unreadable')

const howMany = (events: number, one: string, many: string) =>
  formatCount(events, `event ${one}`, `events ${many}`)

const missingSentence = (events: number, about: string) =>
  events === 0 ? '' : `${howMany(events, 'is', 'are')} missing here of ${about}.`

function unreadSentence(events: number, about: string): string {
  if (events === 0) return ''
  const [are, them] = plural(events, ['is', 'it'], ['are', 'them'])
  const recorded = howMany(events, 'was', 'were')
  return `${recorded} recorded of ${about} by a newer version, or ${are} none of Tallydeck's: this terminal cannot read ${them}.`
}

/** What is not known, in a sentence for each stream and cause. */
export function missingSentences(rows: readonly MissingRow[]): string[] {
  return [...new Set(rows.map(({ stream }) => stream))].flatMap((stream) => {
    const about = describeStream(stream)
    if (isEnded(rows, stream))
      return `The central store takes nothing about ${about} any more: its stream was ended for good.`
    const of = (cause: MissingRow['cause']) =>
      rows
        .filter((row) => row.stream === stream && row.cause === cause)
        .reduce((sum, { first, last }) => sum + (last === null ? 0 : last - first + 1), 0)
    return [missingSentence(of('missing'), about), unreadSentence(of('unreadable'), about)].filter(
      (sentence) => sentence !== '',
    )
  })
}

/** Who has said that work goes on, of all that is missing; undefined where somebody still has to. */
export const acceptedBy = (rows: readonly MissingRow[]): string | undefined => {
  const words = rows.map((row) => row.acceptedBy)
  return words.includes(null) ? undefined : [...new Set(words)].join(' and ')
}
