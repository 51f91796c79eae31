import type { Outcome } from '#shared/contract/commands.ts'
import type { Cover } from '#shared/contract/covered.ts'
import { refusal, warningOf } from '#shared/words/index.ts'

type RecordedEvent = Extract<Outcome, { outcome: 'accepted' }>['events'][number]

/** What the book said when an entry was made, or was approved, is in its event. */
function withoutBook(event: RecordedEvent): RecordedEvent {
  const { expected: _expected, ...data } = event.data
  if (event.type === 'BinConfirmedEmpty') return { ...event, data: { ...data, skus: [] } }
  return { ...event, data: event.type === 'CountLinesApproved' ? { ...data, lines: [] } : data }
}

/** The answer to a command without what the book says of covered places. */
export function coveredOutcome(outcome: Outcome, { place: covers }: Cover): Outcome {
  if (outcome.outcome === 'refused') {
    const { onHand, ...facts } = outcome.facts ?? {}
    const where = [String(facts['bin']), String(facts['sku'])] as const
    return onHand === undefined || !covers(...where)
      ? outcome
      : { ...outcome, ...refusal('insufficient-stock', facts) }
  }
  const events = outcome.events.map((event) =>
    event.stream.startsWith('count-') ? withoutBook(event) : event,
  )
  const moved = outcome.events.some(({ data }) =>
    [data['bin'], data['from']].some((bin) => covers(String(bin), String(data['sku']))),
  )
  const warnings = outcome.warnings?.map((warning) =>
    moved ? warningOf({ code: 'stock-negative', facts: {} }) : warning,
  )
  return { ...outcome, events, ...(warnings ? { warnings } : {}) }
}
