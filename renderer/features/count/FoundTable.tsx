import { PackageSearch } from 'lucide-react'
import type { CountDetail } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { Code, DataTable, Empty, type Column } from '../../ui/index.ts'

type Found = CountDetail['foundLines'][number]

/** What counters found in the bins that no product has a barcode for. */
export const FoundTable = ({ found }: { found: readonly Found[] }) => (
  <DataTable
    label="Found in the bins"
    rows={found}
    rowKey={({ line }) => line}
    columns={columns}
    empty={
      <Empty icon={PackageSearch} title="Nothing unknown was found">
        What a counter scans and nobody knows can be noted on the spot, and is listed here.
      </Empty>
    }
  />
)

const columns: Column<Found>[] = [
  { id: 'bin', head: 'Bin', width: '140px', cell: ({ bin }) => <Code strong>{bin}</Code> },
  { id: 'barcode', head: 'Code', width: '26%', cell: ({ barcode }) => <Code>{barcode}</Code> },
  {
    id: 'quantity',
    head: 'Found',
    width: '100px',
    align: 'end',
    cell: ({ quantity }) => formatNumber(quantity),
  },
  { id: 'note', head: 'What it is', cell: ({ note }) => note ?? '–' },
  { id: 'by', head: 'Found by', width: '120px', cell: ({ by }) => by },
]
