import { formatNumber } from '#shared/words/format.ts'
/** A pack's name with how many it holds, said once: "case of 12", whether or not the name says it already. */
export const packLabel = ({ name, factor }: { name: string; factor: number }): string =>
  factor === 1 || name.includes(String(factor)) ? name : `${name} of ${formatNumber(factor)}`
