import { metadataSchema } from '#shared/contract/events.ts'
import type { Identity } from '../commands/index.ts'
import type { LoggedEvent, Store } from '../store/index.ts'
import type { ConfirmedEvent, History } from './history.ts'

/** More than these of either side say nothing more of a rebase, and a stream can be long. */
const SHOWN = 20

/** The newest of what is confirmed of a stream, and the beginning of its tail. */
export function historyOf(
  { events, outbox }: Pick<Store, 'events' | 'outbox'>,
  identity: Identity | undefined,
  stream: string,
): History {
  const from = Math.max(-1, events.head(stream) - SHOWN)
  return {
    confirmed: [...events.after(stream, from)].map((event) => confirmedAs(event, identity)),
    tail: outbox
      .tail(stream)
      .slice(0, SHOWN)
      .map(({ sequence, state }) => ({
        sequence,
        state,
        decisions: outbox.madeFor(sequence),
      })),
  }
}

/** An event, and which of this terminal's intentions it came of. */
export function confirmedAs(event: LoggedEvent, identity: Identity | undefined): ConfirmedEvent {
  const { revision, type, problem, terminal } = event
  const metadata = metadataSchema.safeParse(event.metadata)
  const isOwn = terminal !== undefined && terminal === identity?.terminal
  return {
    revision,
    type,
    ...(isOwn && metadata.success ? { own: metadata.data.sequence } : {}),
    ...(problem === undefined ? {} : { unreadable: true }),
  }
}
