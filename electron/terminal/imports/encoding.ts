import type { FileProblem } from '#shared/contract/imports.ts'

export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: FileProblem }

/** UTF-8, or UTF-16 where a byte order mark says so ("Unicode text" of spreadsheets). Never guesses at anything else. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return { ok: false, problem: { code: 'file-undecoded', facts: {} } }
  }
}
