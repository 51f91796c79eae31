import { metadataSchema, parseEvent } from '#shared/contract/events.ts'
import type { CentralEvent } from '../central/index.ts'
import type { LoggedEvent } from '../store/index.ts'

/**
 * An event of the central store as it is kept here: parsed to see whether it can be read. One that cannot, or that does
 * not say whose it is, is kept with the problem in words.
 */
export function toLogged(event: CentralEvent): LoggedEvent {
  const metadata = metadataSchema.safeParse(event.metadata)
  const version = metadata.success ? metadata.data.schemaVersion : 1
  const parsed = parseEvent(event.type, version, event.data)
  const problem = parsed.ok
    ? metadata.success
      ? undefined
      : `${event.type}: its metadata is not Tallydeck's`
    : parsed.problem
  return { ...event, version, terminal: metadata.data?.terminal, problem }
}
