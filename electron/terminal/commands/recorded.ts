import { z } from 'zod'
import type { Outcome } from '#shared/contract/commands.ts'
import { metadataSchema } from '#shared/contract/events.ts'
import type { LoggedEvent } from '../store/index.ts'
import type { Identity, Ledger } from './ledger.ts'

const record = z.record(z.string(), z.unknown())

/** What an id was answered with, by this terminal: as the outbox has it, or as the log says where the outbox lost it. */
export function answeredBefore(
  ledger: Ledger,
  { terminal }: Identity,
  id: string,
): Outcome | undefined {
  const { outbox, events } = ledger.store
  const first = outbox.firstOutcome(id)
  if (first !== undefined) return first
  const recorded = events.ofIntention(id).filter((event) => event.terminal === terminal)
  if (recorded.length === 0 && !events.isClosed(terminal, id)) return undefined
  return {
    id,
    outcome: 'accepted',
    events: recorded.map(({ id: event, type, stream, data }) => ({
      id: event,
      type,
      stream,
      data: record.catch({}).parse(data),
    })),
  }
}

/** The other terminal that has recorded something under this id, as far as is known here. */
export const recordedElsewhere = (
  { store }: Ledger,
  { terminal }: Identity,
  id: string,
): string | undefined =>
  store.events.ofIntention(id).find((event) => event.terminal !== terminal)?.terminal

/** How what an event tells was asked for, where that was no screen: what follows from it keeps it. */
export const viaOf = (event: LoggedEvent | undefined): string | undefined =>
  metadataSchema.safeParse(event?.metadata).data?.via
