import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { coverOf } from '#shared/contract/covered.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Quantity } from '../../ui/index.ts'

/** Why a figure is not shown. */
export const coveredWords = 'covered while you count it blind'

/** What whoever is signed in counts blind: the terminal keeps its figures from them, and the screen says why. */
export const useCovered = () => {
  const { queries } = useTerminal()
  const { data } = useQuery(queries.counts.covered.queryOptions())
  const cover = useMemo(() => coverOf(data ?? []), [data])
  return {
    covers: cover.place,
    hasBin: cover.bin,
    hasProduct: (sku: string): boolean => cover.countOf(sku) !== undefined,
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
