import { noStream, type ExpectedRevision } from '../semantics/expectedRevision.ts'
import { fromWire } from './numbers.ts'
import { invalidArgument } from './status.ts'

/** The choice of what is expected, which four requests have under the same names. */
interface ExpectedChoice {
  hasAny(): boolean
  hasNoStream(): boolean
  hasStreamExists(): boolean
}

/** The largest revision of the protocol means the one before the first. */
const beforeTheFirst = (2n ** 64n - 1n).toString()

/**
 * @param revision the choice's number as text, undefined when another was chosen
 * @throws CallError INVALID_ARGUMENT when nothing was chosen
 */
export function expectedFromWire(
  choice: ExpectedChoice,
  revision: string | undefined,
): ExpectedRevision {
  if (choice.hasAny()) return 'any'
  if (choice.hasNoStream() || revision === beforeTheFirst) return 'no_stream'
  if (choice.hasStreamExists()) return 'stream_exists'
  if (revision === undefined) throw invalidArgument('The request says no expected revision.')
  return fromWire(revision)
}

/** As EventStoreDB numbers them in its error trailers. */
export function expectedToText(expected: ExpectedRevision, revision: string): string {
  if (expected === 'any') return '-2'
  if (expected === 'no_stream') return noStream.toString()
  return expected === 'stream_exists' ? '-4' : revision
}
