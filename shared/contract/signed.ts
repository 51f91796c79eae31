/** A difference in a summary: +3, -3. */
export const signed = (value: number): string => (value > 0 ? `+${value}` : String(value))
