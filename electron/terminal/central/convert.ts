import type { AllStreamRecordedEvent, RecordedEvent } from '@eventstore/db-client'
import type { CentralEvent } from './port.ts'

type Position = { readonly commit: bigint; readonly prepare: bigint }

export const formatPosition = ({ commit, prepare }: Position): string => `${commit}/${prepare}`

/** Throws on anything that `formatPosition` did not write. */
export function parsePosition(text: string): Position {
  const [commit, prepare] = text.split('/')
  if (commit === undefined || prepare === undefined) throw new Error(`not a position: ${text}`)
  return { commit: BigInt(commit), prepare: BigInt(prepare) }
}

/** What is not JSON is kept as base64, so that nothing of it is lost and nobody takes it for an event of ours. */
const jsonOf = (value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : (value ?? null)

export function toCentralEvent(event: RecordedEvent | AllStreamRecordedEvent): CentralEvent {
  const position: unknown = Reflect.get(event, 'position')
  return {
    stream: event.streamId,
    revision: Number(event.revision),
    id: event.id,
    type: event.type,
    data: jsonOf(event.data),
    metadata: jsonOf(event.metadata),
    recordedAt: event.created.toISOString(),
    position: position === undefined ? '' : formatPosition(position as Position),
  }
}
