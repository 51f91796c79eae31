import { classes } from '../classes.ts'
import css from './Code.module.css'
import { visible } from './visible.ts'

/** A SKU, bin, barcode or id: in the face that tells 0 from O and 1 from l, never broken between lines unless it must be. */
export const Code = ({ children, strong = false }: { children: string; strong?: boolean }) => (
  <span className={classes(css['code'], strong && css['strong'])}>{visible(children)}</span>
)
