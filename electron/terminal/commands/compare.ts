import { isDeepStrictEqual } from 'node:util'
import { type Connection, type Finding, openComparison, tablesForReading } from '../store/index.ts'
import { STATE_VERSION } from './aggregate.ts'
import { type Book, loadBook } from './books.ts'
import { filledFrom, fillStream } from './rebuild.ts'

/** What is made of the log, and is not what the log says. */
export type Difference = {
  /** Rows that are right again as soon as the stream is folded afresh, and its rows made at these keys. */
  readonly ofStream?: {
    readonly stream: string
    readonly keys: readonly string[]
    readonly details: readonly string[]
  }
  /** Rows that only a rebuild puts right. */
  readonly details: readonly string[]
  /** The stream cannot be folded: what it is made of is damaged. */
  readonly broken?: string
}

const about = (kind: Finding['kind'], detail: string): Finding => ({
  kind,
  sequence: null,
  intention: null,
  detail,
})

export const asFindings = ({ ofStream, details, broken }: Difference): readonly Finding[] => [
  ...[...(ofStream?.details ?? []), ...details].map((detail) => about('read-model', detail)),
  ...(broken === undefined ? [] : [about('database', broken)]),
]

const plain = (state: unknown): unknown => JSON.parse(JSON.stringify(state)) as unknown

/**
 * Compares the read models and the folded states with the log and the outbox, a stream at a time: each is made anew, by
 * what a rebuild makes it with, and nothing is changed. `passOver` says of which streams the log itself is not to be
 * trusted, or is too long.
 */
export function* compareReadModels(
  db: Connection,
  passOver: (stream: string) => boolean,
): Generator<Difference> {
  const tables = tablesForReading(db)
  const comparison = openComparison(db)
  const anew = { ...tables, ...comparison }
  const { snapshots } = tables
  const isThere = (stream: string) =>
    tables.events.head(stream) >= 0 || tables.outbox.hasOpen(stream, 1)
  const noSnapshots = { ...snapshots, load: () => undefined, save: () => {} }

  /** The stream as the log has it, and whether a snapshot of it says the same. */
  function fold(stream: string): { readonly book: Book; readonly isKept: boolean } {
    const kept = snapshots.look(stream)
    let then: unknown
    const book = loadBook({ ...tables, snapshots: noSnapshots }, stream, ({ revision, state }) => {
      if (revision === kept?.revision) then = state
    })
    if (kept === undefined || !kept.isWhole) return { book, isKept: kept === undefined }
    const isOther = kept.version !== STATE_VERSION
    return {
      book,
      isKept:
        isOther || (then !== undefined && isDeepStrictEqual(JSON.parse(kept.state), plain(then))),
    }
  }

  // Within one transaction, since the terminal may be at work.
  const compare = db.transaction((stream: string): Difference => {
    const { book, isKept } = fold(stream)
    fillStream(anew, book)
    const rows = comparison.differences(stream)
    const atOnce = rows.filter(({ key }) => key !== undefined)
    const kept = isKept ? [] : [`snapshot ${stream}`]
    return {
      ofStream: {
        stream,
        keys: atOnce.flatMap(({ key }) => key ?? []),
        details: [...kept, ...atOnce.map(({ name }) => name)],
      },
      details: rows.filter(({ key }) => key === undefined).map(({ name }) => name),
    }
  })

  function compareIfWhole(stream: string): Difference {
    try {
      return compare(stream)
    } catch (error) {
      comparison.empty()
      const why = error instanceof Error ? error.message : String(error)
      return { details: [], broken: `${stream} cannot be read (${why})` }
    }
  }

  try {
    for (const stream of filledFrom(anew)) if (!passOver(stream)) yield compareIfWhole(stream)
    for (let page = snapshots.streamsAfter(''); page.length > 0;) {
      for (const stream of page.filter((one) => !isThere(one)))
        yield { ofStream: { stream, keys: [], details: [`snapshot ${stream}`] }, details: [] }
      page = snapshots.streamsAfter(page.at(-1) ?? '')
    }
    for (const details of comparison.strangers(isThere)) yield { details }
  } finally {
    comparison.close()
  }
}
