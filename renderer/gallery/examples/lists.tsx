import { SearchX } from 'lucide-react'
import { Code, DataTable, Empty, PickList, Quantity, type Column } from '../../ui/index.ts'
import { Kept, nothing, type Examples } from '../example.tsx'

type Row = { readonly bin: string; readonly quantity: number; readonly zone: string }

const rows: readonly Row[] = Array.from({ length: 200 }, (_, index) => ({
  bin: `A-${String(index).padStart(3, '0')}`,
  quantity: index === 2 ? -4 : index * 37,
  zone: 'Small parts',
}))

const columns: readonly Column<Row>[] = [
  { id: 'bin', head: 'Bin', cell: ({ bin }) => <Code>{bin}</Code>, width: '10rem' },
  { id: 'zone', head: 'Zone', cell: ({ zone }) => zone, yields: true },
  {
    id: 'quantity',
    head: 'In it',
    cell: ({ quantity }) => <Quantity value={quantity} />,
    align: 'end',
  },
]

const none = (
  <Empty icon={SearchX} title="Nothing is called that">
    <p>Try fewer letters.</p>
  </Empty>
)

const table = (shown: readonly Row[], touch: boolean) => (
  <DataTable
    label="Bins"
    columns={columns}
    rows={shown}
    rowKey={({ bin }) => bin}
    onOpen={nothing}
    selectedKey="A-001"
    isUrgent={({ quantity }) => quantity < 0}
    empty={none}
    touch={touch}
  />
)

const list = (items: readonly Row[]) => (
  <Kept first="">
    {(search, onSearch) => (
      <PickList
        label="Find a bin"
        placeholder="Find a bin"
        items={items}
        itemKey={({ bin }) => bin}
        render={({ bin, zone, quantity }) => ({
          title: <Code strong>{bin}</Code>,
          facts: zone,
          figure: <Quantity value={quantity} />,
        })}
        onPick={nothing}
        empty={none}
        note="There are more. Type more letters."
        {...{ search, onSearch }}
      />
    )}
  </Kept>
)

export const lists: Examples<'DataTable' | 'PickList'> = {
  DataTable: [
    { state: 'selected, and one that needs a person', whole: true, show: () => table(rows, false) },
    { state: 'for fingers', whole: true, show: () => table(rows, true) },
    { state: 'empty', show: () => table([], false) },
  ],
  PickList: [
    { state: 'many', whole: true, show: () => list(rows) },
    { state: 'none', whole: true, show: () => list([]) },
  ],
}
