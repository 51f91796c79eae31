/** The row that a key leads to from the current one, or undefined where the key is not for moving. -1 is no row. */
export const rowAfterKey = (
  key: string,
  current: number,
  count: number,
  page: number,
): number | undefined => {
  if (count === 0) return undefined
  const last = count - 1
  const within = (row: number): number => Math.min(last, Math.max(0, row))
  switch (key) {
    case 'ArrowDown':
      return within(current + 1)
    case 'ArrowUp':
      return within(current - 1)
    case 'PageDown':
      return within(current + page)
    case 'PageUp':
      return within(current - page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
