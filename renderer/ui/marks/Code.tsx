import { classes } from '../classes.ts'
import css from './Code.module.css'

/** Control characters of a barcode as visible pictures (GS becomes ␝), so that a bad label can be read aloud. */
const visible = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are the subject
  text.replace(/[\u0000-\u001f]/g, (character) =>
    String.fromCodePoint(0x2400 + (character.codePointAt(0) ?? 0)),
  )

/** A SKU, bin, barcode or id: in the face that tells 0 from O and 1 from l, never broken between lines unless it must be. */
export const Code = ({ children, strong = false }: { children: string; strong?: boolean }) => (
  <span className={classes(css['code'], strong && css['strong'])}>{visible(children)}</span>
)
