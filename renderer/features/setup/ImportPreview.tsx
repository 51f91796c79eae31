import type { ColumnMapping, ImportPreview as Answer } from '#shared/contract/api/index.ts'
import { formatBytes, formatNumber } from '#shared/words/format.ts'
import { DataTable, Notice } from '../../ui/index.ts'
import { FirstOf } from './FirstOf.tsx'
import css from './ImportPreview.module.css'
import type { Importing } from './importing.ts'
import { columnsToShow, partsOf } from './importing.ts'
import { Mapping } from './Mapping.tsx'
import { Problems } from './Problems.tsx'

type Preview = Extract<Answer, { outcome: 'preview' }>

type Props = {
  state: Extract<Importing, { stage: 'looking' | 'previewed' | 'importing' }>
  onMap: (mapping: ColumnMapping) => void
}

/** What an import would do: the columns and what they hold, the first rows, the figures, the problems. */
export const ImportPreview = ({ state, onMap }: Props) => {
  const preview = state.stage === 'looking' ? state.before : state.preview
  if (preview === undefined) return <Busy state={state} />
  return (
    <>
      {state.stage !== 'previewed' && <Busy state={state} />}
      <Figures preview={preview} name={state.source.name} />
      <Mapping preview={preview} isDisabled={state.stage !== 'previewed'} onMap={onMap} />
      {preview.problemCount > 0 ? (
        <>
          <Notice
            tone="warning"
            happened={
              preview.problemCount === 1
                ? 'One thing is wrong with the file.'
                : `${formatNumber(preview.problemCount)} things are wrong with the file.`
            }
            kept="A file is imported as a whole or not at all, so nothing will be imported."
            next="Say above which columns to use, or correct the file and choose it again."
          />
          <Problems problems={preview.problems} count={preview.problemCount} />
        </>
      ) : (
        <Sample preview={preview} />
      )}
    </>
  )
}

const Busy = ({ state }: { state: Props['state'] }) => (
  <div className={css['busy']} role="status">
    <progress />
    <p>
      {state.stage === 'importing'
        ? 'Importing. All of it is saved together, or nothing of it.'
        : `Reading ${formatBytes(state.source.text.length)} and looking what is there already.`}
    </p>
  </div>
)

const Figures = ({ preview, name }: { preview: Preview; name: string }) => (
  <dl className={css['figures']} aria-label={`What ${name} would do`}>
    {(
      [
        ['rows in the file', preview.rows, undefined],
        ['would be added', preview.wouldAdd, undefined],
        ['are there already', preview.unchanged, undefined],
        ['problems', preview.problemCount, preview.problemCount > 0 ? 'warning' : undefined],
      ] as const
    ).map(([label, value, tone]) => (
      <div key={label} data-tone={tone}>
        <dd>{formatNumber(value)}</dd>
        <dt>{label}</dt>
      </div>
    ))}
  </dl>
)

type Row = { key: string; values: Record<string, string> }

/** More would be too narrow to be read. */
const columnsThatFit = 8

const Sample = ({ preview }: { preview: Preview }) => {
  const holds = (column: string): string =>
    preview.fields.find(({ field }) =>
      partsOf(preview.mapping, field, preview.columns).includes(column),
    )?.label ?? ''
  const columns = columnsToShow(preview, columnsThatFit)
  return (
    <>
      <DataTable<Row>
        label="The first rows"
        rows={preview.sample.map((values, index) => ({ key: String(index), values }))}
        rowKey={({ key }) => key}
        columns={columns.map((column) => ({
          id: column,
          ...(holds(column) === ''
            ? { head: column, width: '10%' }
            : { head: `${column} → ${holds(column)}` }),
          cell: ({ values }) => values[column] ?? '',
        }))}
      />
      <FirstOf
        parts={[
          { shown: preview.sample.length, all: preview.rows, what: 'rows' },
          { shown: columns.length, all: preview.columns.length, what: 'columns' },
        ]}
      />
    </>
  )
}
