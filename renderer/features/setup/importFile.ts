import { formatNumber } from '#shared/words/format.ts'
/** More text than any warehouse's master data; the terminal takes no more. */
export const largestFile = 64 * 1024 * 1024

export type FileProblem = { happened: string; next: string }

export type FileText = { ok: true; text: string } | { ok: false; problem: FileProblem }

const asCsv = 'Save it as “CSV UTF-8” in the program that it comes from, and choose it again.'

const fail = (happened: string, next: string): FileText => ({
  ok: false,
  problem: { happened, next },
})

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

/** Why a file cannot be CSV text, by its first bytes; undefined where it may be. */
const binaryProblem = (bytes: Uint8Array): FileText | undefined => {
  // A ZIP archive (XLSX, ODS, Numbers) or an OLE container (XLS).
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return fail('This is a spreadsheet, not a CSV file.', asCsv)
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46))
    return fail('This is a PDF, not a CSV file.', asCsv)
  const isUtf16 = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)
  return !isUtf16 && bytes.subarray(0, 4096).includes(0)
    ? fail('This file holds no text.', 'Choose a CSV file.')
    : undefined
}

const encodingOf = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  return startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : 'utf-8'
}

/**
 * Reads a file as text: UTF-8, or UTF-16 where its first bytes say so. `onProgress` hears how many bytes are read.
 * What is no text, empty, too large or in another encoding is a problem in words. Guesses at no encoding.
 */
export const readFileText = async (
  file: Pick<Blob, 'size' | 'stream'>,
  onProgress: (read: number) => void,
): Promise<FileText> => {
  if (file.size === 0) return fail('The file is empty.', 'Choose another file.')
  if (file.size > largestFile)
    return fail(
      `The file has ${formatNumber(Math.ceil(file.size / 1024 / 1024))} MiB; at most 64 can be taken at once.`,
      'Split it into several files and import them one after the other.',
    )
  const reader = file.stream().getReader()
  let decoder: TextDecoder | undefined
  let text = ''
  let read = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (decoder === undefined) {
        const problem = binaryProblem(value)
        if (problem !== undefined) {
          await reader.cancel()
          return problem
        }
        decoder = new TextDecoder(encodingOf(value), { fatal: true })
      }
      text += decoder.decode(value, { stream: true })
      read += value.length
      onProgress(read)
    }
    text += decoder?.decode() ?? ''
  } catch (error) {
    return error instanceof TypeError
      ? fail('The file is not encoded in UTF-8.', asCsv)
      : fail('The file could not be read.', 'Look whether it is still there, and choose it again.')
  }
  return text.trim() === ''
    ? fail('The file is empty.', 'Choose another file.')
    : { ok: true, text }
}
