/**
 * A quantity being entered on the keypad, from the keyboard or by scanning packs. Whole numbers, never negative.
 * One rule everywhere: a number entered by hand replaces what is there, a scan adds to it.
 */
export type QuantityEntry = {
  /** What stands on the display; '' while it was cleared and nothing typed yet. */
  text: string
  /** `typed` grows by digits; of all others the first digit makes a new number. A scan replaces what is `proposed` only. */
  source: 'proposed' | 'scanned' | 'given' | 'typed'
  /** What of it was entered by hand; undefined where all of it was scanned, or nobody has made it theirs yet. */
  byHand: number | undefined
  /** How many scans were added to that. */
  scans: number
}

/** More than any bin holds, and safely within what a number can count exactly. */
export const largestQuantity = 999_999_999

/** From here on a number entered by hand is more likely a slip, or a barcode in the wrong place, than goods. */
export const unlikelyQuantity = 10_000

export const proposeQuantity = (quantity: number): QuantityEntry => ({
  text: String(quantity),
  source: 'proposed',
  byHand: undefined,
  scans: 0,
})

/** A number that was entered by hand otherwise than digit by digit: by steps, or by choosing what it is one of. */
export const giveQuantity = (quantity: number): QuantityEntry => ({
  text: String(quantity),
  source: 'given',
  byHand: quantity,
  scans: 0,
})

const typedQuantity = (text: string): QuantityEntry => ({
  text,
  source: 'typed',
  byHand: text === '' ? undefined : Number(text),
  scans: 0,
})

/** The number entered, or undefined where nothing is. */
export const quantityOf = (entry: QuantityEntry): number | undefined =>
  entry.text === '' ? undefined : Number(entry.text)

/** A person has to be asked whether it is meant. */
export const isUnlikely = ({ byHand = 0 }: QuantityEntry): boolean => byHand >= unlikelyQuantity

/** Types one digit; the first one replaces what was there. Beyond the largest quantity nothing changes. */
export const typeDigit = (entry: QuantityEntry, digit: string): QuantityEntry => {
  const before = entry.source === 'typed' ? entry.text : ''
  const text = before === '0' ? digit : before + digit
  return Number(text) > largestQuantity ? entry : typedQuantity(text)
}

/** Types what a keyboard sent, digit by digit; other characters are not quantities and are passed over. */
export const typeText = (entry: QuantityEntry, text: string): QuantityEntry =>
  text.replaceAll(/\D/g, '').split('').reduce(typeDigit, entry)

export const eraseDigit = (entry: QuantityEntry): QuantityEntry =>
  typedQuantity(entry.source === 'typed' ? entry.text.slice(0, -1) : '')

export const clearQuantity = (): QuantityEntry => typedQuantity('')

/** The next digit begins a new number; until then the one that is there stays. */
export const retypeQuantity = (entry: QuantityEntry): QuantityEntry =>
  entry.source === 'typed' && entry.text !== '' ? { ...entry, source: 'given' } : entry

/** Adds a scanned pack. A proposal is not counted in: the first scan says what is really there. */
export const addScanned = (entry: QuantityEntry, factor: number): QuantityEntry => {
  const isProposed = entry.source === 'proposed'
  const sum = (isProposed ? 0 : (quantityOf(entry) ?? 0)) + factor
  if (sum > largestQuantity) return entry
  const { byHand, scans } = isProposed ? { byHand: undefined, scans: 0 } : entry
  return { text: String(sum), source: 'scanned', byHand, scans: scans + 1 }
}

/** One step up or down, never below zero. */
export const stepQuantity = (entry: QuantityEntry, by: number): QuantityEntry => {
  const next = Math.max(0, (quantityOf(entry) ?? 0) + by)
  return next > largestQuantity ? entry : giveQuantity(next)
}

/** A key of the keypad. */
export type KeypadKey = { kind: 'text'; text: string } | { kind: 'erase' } | { kind: 'clear' }

export type QuantityKey =
  | KeypadKey
  /** The next digit begins a new number. */
  | { kind: 'retype' }
  | { kind: 'step'; by: number }

/** What a key makes of the quantity. */
export const pressKey = (entry: QuantityEntry, key: QuantityKey): QuantityEntry => {
  switch (key.kind) {
    case 'text':
      return typeText(entry, key.text)
    case 'erase':
      return eraseDigit(entry)
    case 'clear':
      return clearQuantity()
    case 'retype':
      return retypeQuantity(entry)
    case 'step':
      return stepQuantity(entry, key.by)
    default:
      return key satisfies never
  }
}
