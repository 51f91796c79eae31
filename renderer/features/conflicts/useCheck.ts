import { useQuery } from '@tanstack/react-query'
import type { CountDetail } from '#shared/contract/api/index.ts'
import { checkOf } from '#shared/domain/index.ts'
import { useTerminal } from '../../api/terminal.tsx'

/** The count that was opened because of a conflict; undefined while there is none. */
export const useCheck = (conflict: string): CountDetail | undefined => {
  const { queries } = useTerminal()
  const query = useQuery(queries.counts.get.queryOptions({ input: { count: checkOf(conflict) } }))
  return query.data ?? undefined
}

/** Is there still something to be counted? */
export const isToCount = (check: CountDetail | undefined): check is CountDetail =>
  check?.state === 'open'
