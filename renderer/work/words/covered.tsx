import { useQuery } from '@tanstack/react-query'
import { isCovered } from '#shared/contract/covered.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Quantity } from '../../ui/index.ts'

/** Why a figure is not shown. */
export const coveredWords = 'covered while you count it blind'

/** What whoever is signed in counts blind: the terminal keeps its figures from them, and the screen says why. */
export const useCovered = () => {
  const { queries } = useTerminal()
  const { data = [] } = useQuery(queries.counts.covered.queryOptions())
  return {
    covers: (bin: string, sku: string): boolean => isCovered(data, bin, sku),
    hasBin: (bin: string): boolean =>
      data.some(({ bins }) => bins.length === 0 || bins.includes(bin)),
    hasProduct: (sku: string): boolean =>
      data.some(({ skus }) => skus.length === 0 || skus.includes(sku)),
  }
}

/** How many there are of a product, or that it is covered. */
export const OnHand = ({
  onHand,
  pending,
  size,
}: {
  onHand: number | null
  pending: number | null
  size?: 'hero'
}) =>
  onHand === null ? (
    <span>covered</span>
  ) : (
    <Quantity value={onHand} pending={pending !== 0} {...(size && { size })} />
  )
