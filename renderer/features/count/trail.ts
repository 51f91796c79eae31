import type { CountEntryRow } from '#shared/contract/api/index.ts'
import { clockTime, formatDifference, formatNumber } from '#shared/words/format.ts'
import { type TrailEntry } from '../../ui/index.ts'

/** The entries as the trail shows them. */
export const trailOf = (entries: readonly CountEntryRow[]): TrailEntry[] =>
  entries.map(({ line, bin, sku, quantity, scanned, occurredAt, pending }) => ({
    id: `${line} ${sku}`,
    time: clockTime(occurredAt),
    // A scan adds, a figure is what is there.
    figure: scanned ? formatDifference(quantity) : formatNumber(quantity),
    subject: sku,
    place: bin,
    note: scanned ? undefined : 'by hand',
    certainty: pending ? 'pending' : 'confirmed',
  }))
