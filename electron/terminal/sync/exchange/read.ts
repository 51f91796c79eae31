import { cut, excerpt, outOfBounds } from '#shared/contract/bounds.ts'
import { metadataSchema, parseEvent } from '#shared/contract/events.ts'
import { streamOf } from '#shared/domain/index.ts'
import type { CentralEvent } from '../../central/index.ts'
import type { LoggedEvent } from '../../store/index.ts'

const MAX_TYPE = 200

type Bounded = { readonly value: unknown; readonly problem: string | undefined }

/** The value, or the beginning of one that cannot be kept or walked through, as text. */
function bounded(value: unknown): Bounded {
  const problem = outOfBounds(value)
  return { value: problem === undefined ? value : { excerpt: excerpt(value) }, problem }
}

/**
 * An event of the central store as it is kept here: parsed to see whether it can be read. One that cannot, that belongs
 * in another stream, or that does not say whose it is, is kept with the problem in words. What is out of bounds is kept
 * as its beginning; the central store has the whole. Whatever it is, it stops nothing.
 */
export function toLogged(event: CentralEvent): LoggedEvent {
  const type = cut(event.type, MAX_TYPE)
  const data = bounded(event.data)
  const said = bounded(event.metadata)
  const metadata = metadataSchema.safeParse(said.value)
  const version = metadata.success ? metadata.data.schemaVersion : 1
  const outside = data.problem ?? said.problem
  const problem =
    outside === undefined
      ? problemOf({ ...event, type, data: data.value }, version, metadata.success)
      : `${type}: it has ${outside}`
  return {
    ...event,
    type,
    data: data.value,
    metadata: said.value,
    version,
    terminal: metadata.data?.terminal,
    problem,
  }
}

function problemOf(
  { stream, type, data }: Pick<CentralEvent, 'stream' | 'type' | 'data'>,
  version: number,
  hasMetadata: boolean,
): string | undefined {
  const parsed = parseEvent(type, version, data)
  if (!parsed.ok) return parsed.problem
  if (!hasMetadata) return `${type}: its metadata is not Tallydeck's`
  return streamOf(parsed.event) === stream
    ? undefined
    : `${type} does not belong in ${cut(stream, MAX_TYPE)}`
}
