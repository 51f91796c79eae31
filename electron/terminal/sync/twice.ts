import { metadataSchema } from '#shared/contract/events.ts'
import { conflict, type DomainEvent, type Rebased } from '#shared/domain/index.ts'
import type { Identity, Ledger } from '../commands/ledger.ts'
import type { TailEntry } from '../store/index.ts'

/**
 * The answer, unless another terminal has recorded something on the stream under the same id: a script that was given
 * to both, say. Once or twice is then for a person to say, and said once.
 */
export function unlessTwice(
  { store }: Ledger,
  { terminal }: Identity,
  { id, stream, settled }: TailEntry,
  answer: Rebased<DomainEvent>,
): Rebased<DomainEvent> {
  if (answer.outcome !== 'accepted') return answer
  const theirs = store.events
    .ofIntention(id)
    .find((event) => event.stream === stream && event.terminal !== terminal)
  const by = metadataSchema.safeParse(theirs?.metadata)
  if (!by.success || settled?.facts['elsewhere'] === by.data.terminal) return answer
  const { terminal: elsewhere, operator, occurredAt } = by.data
  return conflict('recorded-elsewhere', { elsewhere, operator, theirs: occurredAt })
}
