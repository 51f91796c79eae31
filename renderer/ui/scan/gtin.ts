const lengths: ReadonlySet<number> = new Set([8, 12, 13, 14])

/** A trade item's number (GTIN-8, -12, -13, -14) whose check digit is right: no typed quantity is one by chance. */
export const isGtin = (text: string): boolean => {
  if (!/^\d+$/.test(text) || !lengths.has(text.length)) return false
  // Weights alternate from the right, 1 for the check digit itself.
  const sum = Array.from(text).reduceRight(
    (total, digit, index) => total + Number(digit) * ((text.length - 1 - index) % 2 === 0 ? 1 : 3),
    0,
  )
  return sum % 10 === 0
}
