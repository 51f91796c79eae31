import { useQuery } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import { useState } from 'react'
import { formatCount, formatDifference, formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, DataTable, Empty, Loading, Segments, type Column } from '../../ui/index.ts'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { AccuracyChart } from './AccuracyChart.tsx'
import { downloadCsv } from './csv.ts'
import { lineColumns } from './lineColumns.tsx'
import { groupBy, grouping, type Group, type Grouping } from './variances.ts'

/** What was off, by count, bin, product, counter and reason, and how accurate the book is over time. */
export const VariancesScreen = () => {
  const { queries } = useTerminal()
  const go = useGo()
  const [by, setBy] = useState<Grouping | 'line'>('line')
  const lines = useQuery(queries.counts.variances.queryOptions({ input: {} }))
  const accuracy = useQuery(queries.counts.accuracy.queryOptions())
  const rows = lines.data ?? []
  const empty = (
    <Empty icon={Scale} title="Nothing was off">
      What is counted and differs from the book is listed here.
    </Empty>
  )
  const back = () => {
    go('counts')
  }
  return (
    <DeskScreen
      name="Variances"
      title={formatCount(rows.length, 'line was off', 'lines were off')}
      backTo="counts"
      tools={
        <Segments<Grouping | 'line'>
          label="Show them by"
          value={by}
          onChange={setBy}
          choices={[{ value: 'line', label: 'line' }, ...grouping]}
        />
      }
      actions={[
        { key: 'Escape', label: 'All counts', onAct: back },
        {
          key: 'F12',
          label: 'Save as CSV',
          primary: true,
          isDisabled: rows.length === 0,
          onAct: () => {
            downloadCsv('variances.csv', rows)
          },
        },
      ]}
    >
      {accuracy.data !== undefined && accuracy.data.length > 0 && (
        <AccuracyChart rows={accuracy.data} />
      )}
      {lines.isPending && <Loading what="Looking what was off" />}
      {lines.isError && (
        <Broken what="The variances could not be read." onRetry={() => void lines.refetch()} />
      )}
      {lines.isSuccess &&
        (by === 'line' ? (
          <DataTable
            label="Variances"
            rows={rows}
            rowKey={({ line, sku }) => `${line} ${sku}`}
            columns={lineColumns}
            onOpen={({ count }) => {
              go('review', { count })
            }}
            empty={empty}
          />
        ) : (
          <DataTable
            label={`Variances by ${grouping.find(({ value }) => value === by)?.label ?? by}`}
            rows={groupBy(rows, by)}
            rowKey={({ key }) => key}
            columns={groupColumns}
            empty={empty}
          />
        ))}
    </DeskScreen>
  )
}

const groupColumns: Column<Group>[] = [
  { id: 'key', head: '', cell: ({ key }) => key },
  {
    id: 'lines',
    head: 'Lines',
    width: '120px',
    align: 'end',
    cell: ({ lines }) => formatNumber(lines),
  },
  {
    id: 'more',
    head: 'Found more',
    width: '150px',
    align: 'end',
    cell: ({ more }) => formatDifference(more),
  },
  {
    id: 'less',
    head: 'Found less',
    width: '150px',
    align: 'end',
    cell: ({ less }) => formatDifference(less),
  },
  {
    id: 'net',
    head: 'Together',
    width: '150px',
    align: 'end',
    cell: ({ more, less }) => formatDifference(more + less),
  },
]
