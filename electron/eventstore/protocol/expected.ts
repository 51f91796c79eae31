import type { ExpectedRevision } from '../semantics/expectedRevision.ts'
import { fromWire } from './numbers.ts'

/** The `expected_stream_revision` choice, which four requests have under the same names. */
interface ExpectedChoice {
  hasAny(): boolean
  hasNoStream(): boolean
  hasStreamExists(): boolean
}

/** `revision` is the choice's number, as text. */
export function expectedFromWire(choice: ExpectedChoice, revision: string): ExpectedRevision {
  if (choice.hasAny()) return 'any'
  if (choice.hasNoStream()) return 'no_stream'
  return choice.hasStreamExists() ? 'stream_exists' : fromWire(revision)
}

/** As EventStoreDB numbers them in its error trailers. */
export function expectedToText(expected: ExpectedRevision, revision: string): string {
  if (expected === 'any') return '-2'
  if (expected === 'no_stream') return '-1'
  return expected === 'stream_exists' ? '-4' : revision
}
