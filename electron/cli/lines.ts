/** One line of input. `text` is undefined where it is too long or no UTF-8; `problem` says which. */
export type InputLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly text: undefined; readonly problem: string }

/** Far more than any command; a line beyond it is passed over without being kept. */
const LONGEST_LINE = 1024 * 1024
const NEWLINE = 0x0a

function decode(number: number, bytes: Buffer): InputLine {
  try {
    return { number, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { number, text: undefined, problem: 'it is not encoded in UTF-8' }
  }
}

const isBlank = (line: InputLine) => line.text?.trim() === ''

/**
 * The lines of a stream, as many at a time as have arrived (at most `most`), so that somebody who types gets an answer
 * to each line and a file is taken in large steps. Blank lines are passed over; numbers count them.
 */
export async function* lineBatches(
  input: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<readonly InputLine[]> {
  let number = 0
  let kept: Uint8Array[] = []
  let length = 0
  let batch: InputLine[] = []

  function endLine(rest: Uint8Array): void {
    number += 1
    length += rest.length
    const line: InputLine =
      length > LONGEST_LINE
        ? { number, text: undefined, problem: `it is longer than ${LONGEST_LINE} bytes` }
        : decode(number, Buffer.concat([...kept, rest]))
    kept = []
    length = 0
    if (!isBlank(line)) batch.push(line)
  }

  function take(): readonly InputLine[] {
    const lines = batch
    batch = []
    return lines
  }

  for await (const chunk of input) {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      endLine(chunk.subarray(from, at))
      from = at + 1
      if (batch.length >= most) yield take()
    }
    const rest = chunk.subarray(from)
    length += rest.length
    if (length <= LONGEST_LINE) kept.push(rest)
    else kept = []
    if (batch.length > 0) yield take()
  }
  if (length > 0) {
    length -= kept.reduce((sum, part) => sum + part.length, 0)
    const last = Buffer.concat(kept)
    kept = []
    endLine(last)
  }
  if (batch.length > 0) yield take()
}
