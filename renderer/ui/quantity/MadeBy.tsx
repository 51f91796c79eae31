import { Keyboard, ScanBarcode } from 'lucide-react'
import { formatCount, formatNumber } from '#shared/words/format.ts'
import css from './MadeBy.module.css'
import type { QuantityEntry } from './quantityEntry.ts'

type Made = Pick<QuantityEntry, 'byHand' | 'scans'>

const scansWords = (scans: number): string => formatCount(scans, 'scan', 'scans')

/** What made a figure, in words: "by hand", "3 scans", "60 by hand + 1 scan". */
export const madeWords = ({ byHand, scans }: Made): string | undefined => {
  if (byHand === undefined) return scans === 0 ? undefined : scansWords(scans)
  return scans === 0 ? 'by hand' : `${formatNumber(byHand)} by hand + ${scansWords(scans)}`
}

/** What made a figure: a hand, a scanner, or both. */
export const MadeBy = (made: Made) => {
  const words = madeWords(made)
  return words === undefined ? null : (
    <span className={css['made']}>
      {made.byHand !== undefined && <Keyboard size="1.2em" aria-hidden="true" />}
      {made.scans > 0 && <ScanBarcode size="1.2em" aria-hidden="true" />}
      {words}
    </span>
  )
}
