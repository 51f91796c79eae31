import { z } from 'zod'
import { version } from '#electron/host/version.ts'
import type { Queries } from '#electron/terminal/queries/index.ts'
import type { ConflictRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'

/** A query of the command line: what it may be asked with, and its rows. */
type Query = {
  readonly args: z.ZodType
  readonly run: (queries: Queries, args: unknown) => Iterable<object>
}

const query = <S extends z.ZodType>(
  args: S,
  run: (queries: Queries, args: z.infer<S>) => Iterable<object>,
): Query => ({ args, run: (queries, parsed) => run(queries, parsed as z.infer<S>) })

const nothing = z.strictObject({})
const ALL = 1_000_000_000

/** Nobody is signed in on the command line: whether they may settle it is not known, and nothing is covered. */
function withoutViewer({ maySettle: _maySettle, coveredBy: _coveredBy, ...conflict }: ConflictRow) {
  return conflict
}

/** By name; the order in which they are listed. */
export const queryTable: Readonly<Record<string, Query>> = {
  stock: query(
    z.strictObject({ sku: codes.sku.optional(), bin: codes.bin.optional() }),
    ({ stock }, filter) => stock.iterate(filter),
  ),
  outbox: query(nothing, ({ outbox }) => outbox.list(ALL)),
  conflicts: query(
    z.strictObject({ state: z.enum(['open', 'settled', 'closed']).optional() }),
    ({ conflicts }, { state }) => conflicts.list(state, ALL).map(withoutViewer),
  ),
  counts: query(nothing, ({ counts }) => counts.list()),
  countLines: query(z.strictObject({ count: codes.count }), ({ counts }, { count }) =>
    counts.lines(count),
  ),
  variances: query(z.strictObject({ count: codes.count.optional() }), ({ counts }, { count }) =>
    counts.variances(count),
  ),
  history: query(z.strictObject({ sku: codes.sku }), ({ movements }, { sku }) =>
    movements.history(sku),
  ),
  events: query(
    z.strictObject({ stream: z.string().min(1, 'stream is empty').max(10_000) }),
    ({ events }, { stream }) => events.ofStream(stream),
  ),
  halted: query(nothing, ({ halted }) => {
    const found = halted.get()
    return found === null ? [] : [found]
  }),
  lost: query(nothing, ({ halted }) => halted.lost(ALL)),
  diagnostics: query(nothing, ({ diagnostics }) => [
    diagnostics.get({ version, metricsAddress: null }),
  ]),
}
