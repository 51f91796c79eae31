import { describe, expect, it } from 'vitest'
import { lineBatches } from '#electron/cli/lines.ts'

async function* chunks(...parts: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function batchesOf(input: AsyncIterable<Uint8Array>, most = 500) {
  const batches = []
  for await (const batch of lineBatches(input, most)) batches.push(batch)
  return batches
}

const textsOf = async (...parts: (string | Buffer)[]) =>
  (await batchesOf(chunks(...parts))).flat().map((line) => line.text)

describe('lines of input', () => {
  it('are the same however the stream is cut, in the middle of a letter too', async () => {
    const whole = Buffer.from('{"a":"ä"}\r\nzwei\n\ndrei')
    for (let at = 0; at <= whole.length; at++)
      expect(await textsOf(whole.subarray(0, at), whole.subarray(at))).toEqual([
        '{"a":"ä"}\r',
        'zwei',
        'drei',
      ])
  })

  it('count blank lines, though they are passed over', async () => {
    const lines = (await batchesOf(chunks('\n \na\n\nb'))).flat()
    expect(lines).toMatchObject([
      { number: 3, text: 'a' },
      { number: 5, text: 'b' },
    ])
  })

  it('come as soon as they have arrived, and at most so many at a time', async () => {
    const sizes = async (...parts: string[]) =>
      (await batchesOf(chunks(...parts), 2)).map((batch) => batch.length)
    expect(await sizes('a\n', 'b\nc', '\nd\n')).toEqual([1, 1, 2])
    expect(await sizes('a\nb\nc\nd\ne\n')).toEqual([2, 2, 1])
  })

  it('may begin with a byte order mark', async () => {
    expect(await textsOf('\ufeff{}\n')).toEqual(['{}'])
  })

  it('that are too long are passed over without being kept, wherever they are cut', async () => {
    const long = 'x'.repeat(600_000)
    const lines = (await batchesOf(chunks(`a\n${long}`, long, `${long}\nb\n${long}`, long))).flat()
    expect(lines).toMatchObject([
      { number: 1, text: 'a' },
      { number: 2, text: undefined, problem: 'it is longer than 1048576 bytes' },
      { number: 3, text: 'b' },
      { number: 4, text: undefined, problem: 'it is longer than 1048576 bytes' },
    ])
  })

  it('that are no UTF-8 are said to be so', async () => {
    const lines = (await batchesOf(chunks(Buffer.from([0x61, 0xe4, 0x0a]), 'b\n'))).flat()
    expect(lines).toMatchObject([{ text: undefined, problem: 'it is not encoded in UTF-8' }, {}])
  })
})
