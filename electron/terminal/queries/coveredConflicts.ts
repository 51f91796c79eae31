import type { ConflictDetail, ConflictRow } from '#shared/contract/api/index.ts'
import type { Cover } from '#shared/contract/covered.ts'
import type { StoredCommand } from '#shared/contract/storedCommands.ts'
import { countOver, coveredWords, knowsOf, type Recorded, type Viewer } from './covered.ts'

const coveredMessage = (count: string) =>
  `What the book says of it is covered while you count there blind. It is shown when count ${count} is handed in.`

/** What is left of a conflict for somebody who counts blind what it is about: that there is one, and whose. */
function covered(row: ConflictRow, coveredBy: string, viewer: Viewer, words: string): ConflictRow {
  const isTheirs = knowsOf(viewer, row.raisedBy, row.command.type)
  const { settlement } = row
  return {
    ...row,
    coveredBy,
    summary: isTheirs ? row.summary : words,
    command: isTheirs ? row.command : { type: row.command.type },
    message: coveredMessage(coveredBy),
    // Without figures nobody can choose well, and choosing would tell them.
    choices: [],
    proposed: null,
    maySettle: false,
    settlement:
      settlement === null || settlement.by === viewer?.operator
        ? settlement
        : { ...settlement, quantity: null, note: null },
  }
}

/** A conflict that is about other bins may name covered ones too: what they hold, or that they would do instead. */
function withoutOthers(row: ConflictRow, cover: Cover, sku: string): ConflictRow {
  const choices = row.choices.map(({ leaves, bin, ...choice }) => ({
    ...choice,
    leaves: withoutCovered(leaves, cover, sku),
    ...(bin === undefined || cover.place(bin, sku) ? {} : { bin }),
  }))
  // An approval names the book of every line, as it was shown.
  const { type } = row.command
  return { ...row, choices, command: type === 'ApproveCount' ? { type } : row.command }
}

export const withoutCovered = (
  stock: Readonly<Record<string, number>>,
  cover: Cover,
  sku: string,
): Record<string, number> =>
  Object.fromEntries(Object.entries(stock).filter(([bin]) => !cover.place(bin, sku)))

/** A conflict as somebody may be told of it. */
export function tellConflict(
  row: ConflictRow,
  stored: StoredCommand,
  { warehouse, stream, sku }: Recorded & { readonly sku: string },
  viewer: Viewer,
): ConflictRow {
  if (viewer === undefined || viewer.cover.isEmpty) return row
  const at = { warehouse, stream }
  const count = countOver(viewer, stored, at)
  return count === undefined
    ? withoutOthers(row, viewer.cover, sku)
    : covered(row, count, viewer, coveredWords(stored, at) ?? row.summary)
}

/** Nothing of the stock, nor of what came in between. */
export const coveredStory: Pick<ConflictDetail, 'before' | 'now' | 'meanwhile'> = {
  before: {},
  now: {},
  meanwhile: [],
}
