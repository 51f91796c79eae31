/** A quantity being entered on the keypad, from the keyboard or by scanning packs. Whole numbers, never negative. */
export type QuantityEntry = {
  /** What stands on the display; '' while it was cleared and nothing typed yet. */
  text: string
  /** `proposed` is replaced by the first digit; `scanned` is added to by the next scan; `typed` grows by digits. */
  source: 'proposed' | 'scanned' | 'typed'
}

/** More than any bin holds, and safely within what a number can count exactly. */
export const largestQuantity = 999_999_999

export const proposeQuantity = (quantity: number): QuantityEntry => ({
  text: String(quantity),
  source: 'proposed',
})

/** The number entered, or undefined where nothing is. */
export const quantityOf = (entry: QuantityEntry): number | undefined =>
  entry.text === '' ? undefined : Number(entry.text)

/** Types one digit; the first one replaces what was proposed or scanned. Beyond the largest quantity nothing changes. */
export const typeDigit = (entry: QuantityEntry, digit: string): QuantityEntry => {
  const before = entry.source === 'typed' ? entry.text : ''
  const text = before === '0' ? digit : before + digit
  return Number(text) > largestQuantity ? entry : { text, source: 'typed' }
}

/** Types what a keyboard sent, digit by digit; other characters are not quantities and are passed over. */
export const typeText = (entry: QuantityEntry, text: string): QuantityEntry =>
  text.replaceAll(/\D/g, '').split('').reduce(typeDigit, entry)

export const eraseDigit = (entry: QuantityEntry): QuantityEntry => ({
  text: entry.source === 'typed' ? entry.text.slice(0, -1) : '',
  source: 'typed',
})

export const clearQuantity = (): QuantityEntry => ({ text: '', source: 'typed' })

/** Adds a scanned pack. A proposal is not counted in: the first scan says what is really there. */
export const addScanned = (entry: QuantityEntry, factor: number): QuantityEntry => {
  const before = entry.source === 'proposed' ? 0 : (quantityOf(entry) ?? 0)
  const sum = before + factor
  return sum > largestQuantity ? entry : { text: String(sum), source: 'scanned' }
}

/** One step up or down, never below zero. */
export const stepQuantity = (entry: QuantityEntry, by: number): QuantityEntry => {
  const next = Math.max(0, (quantityOf(entry) ?? 0) + by)
  return next > largestQuantity ? entry : { text: String(next), source: 'typed' }
}
