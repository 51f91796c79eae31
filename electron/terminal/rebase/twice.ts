import { metadataSchema } from '#shared/contract/events.ts'
import { conflict, type DomainEvent, type Rebased } from '#shared/domain/index.ts'
import type { Identity, Ledger } from '../commands/index.ts'
import type { TailEntry } from '../store/index.ts'

/**
 * For the decisions of a tail: the answer, unless another terminal has recorded something on the stream under the same
 * id: a script that was given to both, say. Once or twice is then for a person to say, and said once.
 */
export function unlessTwiceIn(
  { store }: Ledger,
  { terminal }: Identity,
  tail: readonly TailEntry[],
): (entry: TailEntry, answer: Rebased<DomainEvent>) => Rebased<DomainEvent> {
  let found: ReadonlySet<string> | undefined
  const isRecorded = (id: string) =>
    (found ??= store.events.amongIntentions(tail.map((entry) => entry.id))).has(id)

  return ({ id, stream, settled }, answer) => {
    if (answer.outcome !== 'accepted' || !isRecorded(id)) return answer
    const theirs = store.events
      .ofIntention(id)
      .find((event) => event.stream === stream && event.terminal !== terminal)
    const by = metadataSchema.safeParse(theirs?.metadata)
    if (!by.success || settled?.facts['elsewhere'] === by.data.terminal) return answer
    const { terminal: elsewhere, operator, occurredAt } = by.data
    return conflict('recorded-elsewhere', { elsewhere, operator, theirs: occurredAt })
  }
}
