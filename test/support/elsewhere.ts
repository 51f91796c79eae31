import { streams } from '#shared/domain/index.ts'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import type { MemoryLog } from './memoryCentral.ts'

export type Elsewhere = {
  readonly terminal?: string
  /** ISO 8601. */
  readonly occurredAt?: string
  /** A UUID; the event's, when absent. */
  readonly intention?: string
}

/** Appends to the book of a SKU what another terminal did. */
export function happensElsewhere(
  log: MemoryLog,
  { type, data }: StockEvent,
  { terminal = 'T2', occurredAt = '2026-01-02T03:04:05Z', intention }: Elsewhere = {},
): void {
  const stream = streams.stock(data.warehouse, data.sku)
  const head = log.stream(stream).length - 1
  const id = `00000000-0000-4000-8000-${String(head + 2).padStart(12, '0')}`
  const metadata = {
    intention: intention ?? id,
    $correlationId: intention ?? id,
    $causationId: intention ?? id,
    operator: 'admin',
    terminal,
    sequence: head + 2,
    occurredAt,
    schemaVersion: 1,
  }
  log.append(stream, [{ id, type, data, metadata }], head)
}
