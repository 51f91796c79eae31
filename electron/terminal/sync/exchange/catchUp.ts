import type { Problem } from '#shared/contract/problem.ts'
import type { CentralStore } from '../../central/index.ts'
import type { Identity, Ledger } from '../../commands/index.ts'
import { ingest } from './ingest.ts'
import type { Tally } from './tally.ts'

/** How a connection with the central store ends, unless it is stopped. */
export type ConnectionEnd =
  | { readonly end: 'dropped'; readonly why: Problem }
  /** The store is not the one that this terminal knows. */
  | { readonly end: 'parked'; readonly reason: Problem }
  /** It says something else than it did, though it is known by its last event: it has to be looked at. */
  | { readonly end: 'contradicts'; readonly reason: Problem }
  /** A supervisor has taken the store as the one to work with. */
  | { readonly end: 'accepted' }
  /** Somebody else works as this terminal: it does not go on by itself. */
  | { readonly end: 'shared' }

const PAGE = 500

/** The store does not give this one stream: that stops the stream, and nothing else. */
export type StreamRefused = { readonly end: 'refused'; readonly why: Problem }

/**
 * Reads what a stream has beyond what is known here, and takes it in. Answers with how the connection ends, should it, or
 * that only this stream cannot be read; undefined when all is well.
 */
export async function catchUpStream(
  central: CentralStore,
  ledger: Ledger,
  identity: Identity,
  tally: Tally,
  stream: string,
  /** Resolves when it may take in: what is read for many streams at once is taken in one after the other. */
  turn?: () => Promise<void>,
): Promise<ConnectionEnd | StreamRefused | undefined> {
  for (;;) {
    const from = ledger.books.get(stream).revision + 1
    const page = await central.readStream(stream, from, PAGE)
    if (page.result === 'unreachable') return { end: 'dropped', why: page.why }
    if (page.result === 'refused') return { end: 'refused', why: page.why }
    await turn?.()
    // What the store no longer has of the stream's beginning cannot be read by anybody: go on with what there is.
    const result = ingest(ledger, identity, page.value, { allowGaps: true })
    if (result.outcome === 'replaced') return { end: 'contradicts', reason: result.reason }
    if (result.outcome === 'ingested') tally.ingested(result)
    if (result.outcome === 'ingested' && result.shared) return { end: 'shared' }
    if (page.value.length < PAGE) return undefined
  }
}
