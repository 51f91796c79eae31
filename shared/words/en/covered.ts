/** Goods that were moved or counted, without how many. */
export const describeCovered = (
  what: 'movement' | 'count',
  sku: string,
  bins: readonly string[],
): string => `A ${what} of ${sku} in ${bins.join(' and ')}, covered while you count blind there`
