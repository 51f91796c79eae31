/** Control characters of a barcode as visible pictures (GS becomes ␝), so that a bad label can be read aloud. */
export const visible = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are the subject
  text.replace(/[\u0000-\u001f]/g, (character) =>
    String.fromCodePoint(0x2400 + (character.codePointAt(0) ?? 0)),
  )
