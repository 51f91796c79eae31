import type { Cover } from '#shared/contract/covered.ts'
import type { StoredCommand } from '#shared/contract/storedCommands.ts'
import { type DomainEvent, type Role, streams } from '#shared/domain/index.ts'
import {
  deltasOf,
  binsOf,
  isOfCount,
  isStockCommand,
  isStockEvent,
} from '#shared/domain/stock/index.ts'
import { describeCovered, describeEvent } from '#shared/words/index.ts'

/** Who looks, and what they are not told of. Absent: the command line, which is told everything. */
export type Viewer =
  { readonly operator: string; readonly role: Role; readonly cover: Cover } | undefined

/** Where something was recorded. */
export type Recorded = { readonly warehouse: string; readonly stream: string }

const bookOf = (warehouse: string) => streams.stock(warehouse, '')

/** The SKU whose book a stream is; undefined where it is none of this warehouse. */
const skuIn = ({ warehouse, stream }: Recorded): string | undefined =>
  stream.startsWith(bookOf(warehouse)) ? stream.slice(bookOf(warehouse).length) : undefined

const kindOf = (type: string) => (isOfCount(type) ? 'count' : 'movement')

/** The count that covers what a command does to the book. One that cannot be read may be about any bin. */
export function countOver(viewer: Viewer, stored: StoredCommand, at: Recorded): string | undefined {
  const sku = skuIn(at)
  if (viewer === undefined || viewer.cover.isEmpty || sku === undefined) return undefined
  const { cover } = viewer
  if (!stored.known || !isStockCommand(stored.command)) return cover.countOf(sku)
  const covered = binsOf(stored.command).find((bin) => cover.place(bin, sku))
  return covered === undefined ? undefined : cover.countOf(sku, covered)
}

/** What somebody asked for themselves they know; what a count came to they do not. */
export const knowsOf = (viewer: Viewer, by: string | null, type: string): boolean =>
  viewer === undefined || (viewer.operator === by && kindOf(type) === 'movement')

/** A command on a covered place in words, without its figures; undefined where it is on none. */
export function coveredWords(
  stored: StoredCommand,
  { warehouse, stream }: Recorded,
): string | undefined {
  const sku = skuIn({ warehouse, stream })
  if (sku === undefined || !stored.known || !isStockCommand(stored.command)) return undefined
  const { command } = stored
  return describeCovered(kindOf(command.type), sku, binsOf(command))
}

/** The bins that an event touches and whose figures are covered. */
function coveredIn(viewer: Viewer, event: DomainEvent, at: Recorded): readonly string[] {
  const sku = skuIn(at)
  if (viewer === undefined || viewer.cover.isEmpty || sku === undefined) return []
  const bins = isStockEvent(event) ? deltasOf(event).map(({ bin }) => bin) : []
  return bins.some((bin) => viewer.cover.place(bin, sku)) ? bins : []
}

type ByWhom = { readonly by: string | null }

/** May they be told of an event as it is? */
export const mayKnow = (viewer: Viewer, event: DomainEvent, { by, ...at }: Recorded & ByWhom) =>
  coveredIn(viewer, event, at).length === 0 || knowsOf(viewer, by, event.type)

/** An event in words, without its figures where these are covered. */
export function tellEvent(viewer: Viewer, event: DomainEvent, of: Recorded & ByWhom): string {
  if (mayKnow(viewer, event, of)) return describeEvent(event)
  return describeCovered(kindOf(event.type), skuIn(of) ?? '', coveredIn(viewer, event, of))
}
