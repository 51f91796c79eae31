import { MapPin, PackageSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import { Empty } from '../../ui/index.ts'

/** How many a search lists at most. */
export const limit = 200

/** Says that more fit than are listed. */
export const noteOf = (rows: readonly unknown[] | undefined): string | undefined =>
  (rows?.length ?? 0) < limit
    ? undefined
    : `Only the first ${String(limit)} are listed. Type more letters.`

export type FinderProps = { initialSearch: string; onClose: () => void }

export const nothingFound = (search: string, what: string): ReactNode => (
  <Empty icon={what === 'bin' ? MapPin : PackageSearch} title={`No ${what} found`}>
    {search === '' ? `There is no ${what} yet.` : `Nothing fits “${search}”. Try fewer letters.`}
  </Empty>
)

/** The way out of a search. */
export const back = (onClose: () => void) =>
  ({ key: 'Escape', label: 'Back', onAct: onClose }) as const
