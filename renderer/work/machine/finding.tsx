import { MapPin, PackageSearch } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Broken, Dialog, Empty, Loading, PickList } from '../../ui/index.ts'

/** How many a search lists at most. */
export const limit = 200

export type FinderProps = { initialSearch: string; onClose: () => void }

export const nothingFound = (search: string, what: 'product' | 'bin'): ReactNode => (
  <Empty icon={what === 'bin' ? MapPin : PackageSearch} title={`No ${what} found`}>
    {search === '' ? `There is no ${what} yet.` : `Nothing fits “${search}”. Try fewer letters.`}
  </Empty>
)

/** The way out of a search. */
export const back = (onClose: () => void) =>
  ({ key: 'Escape', label: 'Back', onAct: onClose }) as const

type Props<Item> = Omit<ComponentProps<typeof PickList<Item>>, 'empty' | 'note'> & {
  what: 'product' | 'bin'
  found: {
    data: readonly unknown[] | undefined
    isError: boolean
    isPending: boolean
    refetch: () => unknown
  }
  /** What happened where nothing could be searched: "Bins could not be searched." */
  broken: string
  onClose: () => void
}

/** The dialog of a search; a scan is the quicker answer to it. */
export const Finder = <Item,>({ what, found, broken, onClose, ...list }: Props<Item>) => (
  <Dialog large letsScansThrough title={list.label} onClose={onClose} actions={[back(onClose)]}>
    {found.isError ? (
      <Broken what={broken} onRetry={() => void found.refetch()} />
    ) : (
      <PickList<Item>
        {...list}
        note={
          (found.data?.length ?? 0) < limit
            ? undefined
            : `Only the first ${String(limit)} are listed. Type more letters.`
        }
        empty={found.isPending ? <Loading what="Searching" /> : nothingFound(list.search, what)}
      />
    )}
  </Dialog>
)
