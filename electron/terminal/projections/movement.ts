import type { EventMetadata } from '#shared/contract/events.ts'
import type { DomainEvent } from '#shared/domain/index.ts'
import { deltasOf, isStockEvent } from '#shared/domain/stock/index.ts'
import { countLineOf, type Movement } from '../store/index.ts'

/** What an event is wrapped in when it is told as a movement. */
export type Envelope = {
  readonly id: string
  readonly stream: string
  readonly metadata: EventMetadata
}

const text = (data: object, field: string): string | undefined => {
  const value: unknown = Reflect.get(data, field)
  return typeof value === 'string' ? value : undefined
}

/** Before movements said what they take back, the undo of a receipt or a pick said so in its reference. */
const undoneIn = (data: object): string | undefined =>
  text(data, 'undoes') ?? /^undo ([0-9a-f-]{36})$/.exec(text(data, 'reference') ?? '')?.[1]

/** An event on the book of a SKU, told as a movement: the bin it touches first, and the one that a move goes to. */
export function movementOf(
  event: DomainEvent,
  envelope: Envelope,
  /** What it did to the first bin here, where that is something else than the event says. */
  moved?: number,
): Movement | undefined {
  const { id, stream, metadata } = envelope
  if (!isStockEvent(event)) return undefined
  const [first, second] = deltasOf(event)
  if (first === undefined) return undefined
  const { warehouse, sku } = event.data
  return {
    event: id,
    stream,
    intention: metadata.intention,
    type: event.type,
    warehouse,
    sku,
    bin: first.bin,
    toBin: second?.bin,
    delta: moved ?? first.delta,
    reason: text(event.data, 'reason'),
    reference: text(event.data, 'reference'),
    undoes: undoneIn(event.data),
    incomplete: event.type === 'CountVariancePosted' && event.data.incomplete === true,
    countLine: 'line' in event.data ? countLineOf(event.data) : undefined,
    operator: metadata.operator,
    terminal: metadata.terminal,
    occurredAt: metadata.occurredAt,
    clockOffset: metadata.clockOffset,
    via: metadata.via,
  }
}
