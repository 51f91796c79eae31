import { ArrowRight } from 'lucide-react'
import type { CountDetail, CountEntryRow, StockRow } from '#shared/contract/api/index.ts'
import { formatCount, formatNumber } from '#shared/words/format.ts'
import { WorkMessage } from '../../work/machine/WorkMessage.tsx'
import { Code, DataTable, Keypad, MadeBy, Quantity } from '../../ui/index.ts'
import css from './CountWork.module.css'
import { countedIn, progressOf, type Counted } from './entries.ts'
import { numberInHand, type Sheet, type SheetEvent } from './sheet.ts'

type Props = {
  detail: CountDetail
  sheet: Sheet
  entries: readonly CountEntryRow[]
  /** What the book has in the bin; undefined where the counter is not to know. */
  expected: readonly (StockRow & { name: string })[] | undefined
  send: (event: SheetEvent) => void
}

/** Where the counter stands, what is counted there, and the number in hand. */
export const CountWork = ({ detail, sheet, entries, expected, send }: Props) => {
  const { bin, product, quantity } = sheet
  const typed = numberInHand(sheet)
  const counted = bin === undefined ? [] : countedIn(bin, entries)
  const here = counted.find(({ sku }) => sku === product?.sku)
  return (
    <div className={css['work']}>
      <div className={css['place']}>
        <Progress detail={detail} />
        <WorkMessage state={sheet} send={send} />
        <p className={css['bin']}>
          <span className={css['label']}>Bin</span>
          <Code strong>{bin ?? '–'}</Code>
        </p>
        {bin !== undefined && (
          <Rows counted={counted} expected={expected} current={product?.sku} send={send} />
        )}
      </div>
      {product !== undefined && (
        <div className={css['number']}>
          <p className={css['product']}>
            <span className={css['name']}>{product.name}</span>
            <Code strong>{product.sku}</Code>
          </p>
          <p className={css['hero']} aria-live="polite">
            <Quantity value={here?.quantity ?? 0} size="hero" />
            {typed === undefined ? (
              <span className={css['made']}>
                counted here
                {here && <MadeBy byHand={here.byHand} scans={here.scans} />}
              </span>
            ) : (
              <>
                <ArrowRight aria-label="becomes" />
                <output className={css['typed']} aria-label="Number in hand">
                  {formatNumber(typed)}
                </output>
                <span className={css['made']}>
                  not recorded yet
                  <MadeBy byHand={quantity.byHand} scans={quantity.scans} />
                </span>
              </>
            )}
          </p>
          <Keypad
            label="Quantity"
            onKey={(key) => {
              send({ type: 'typed', key })
            }}
          />
        </div>
      )}
    </div>
  )
}

const Progress = ({ detail }: { detail: CountDetail }) => {
  const { all, done, left, again } = progressOf(detail)
  if (all === 0) return null
  return (
    <div className={css['progress']}>
      <progress max={all} value={done} aria-label="Bins done" />
      <p>
        <b>{formatNumber(done)}</b> of {formatCount(all, 'bin', 'bins')}, {formatNumber(left)} left
        {again > 0 && (
          <span className={css['again']}>, {formatNumber(again)} to be counted again</span>
        )}
      </p>
    </div>
  )
}

type RowsProps = Pick<Props, 'expected' | 'send'> & {
  counted: readonly Counted[]
  current: string | undefined
}

type Row = Pick<Counted, 'sku'> & Partial<Counted>

/** What is counted in the bin, and what the book expects there besides, to be pressed where nothing can be scanned. */
const Rows = ({ counted, expected, current, send }: RowsProps) => {
  const names = new Map(expected?.map(({ sku, name }) => [sku, name]))
  const missing = (expected ?? []).filter(
    ({ sku, onHand }) => onHand !== 0 && !counted.some((line) => line.sku === sku),
  )
  const rows: Row[] = [...counted, ...missing.map(({ sku }) => ({ sku }))]
  return (
    <div className={css['rows']}>
      <DataTable<Row>
        label="In this bin"
        touch
        rows={rows}
        rowKey={({ sku }) => sku}
        selectedKey={current}
        onOpen={({ sku }) => {
          send({ type: 'productChosen', product: { sku, name: names.get(sku) ?? sku, packs: [] } })
        }}
        columns={[
          {
            id: 'product',
            head: 'In this bin',
            cell: ({ sku }) => (
              <span className={css['text']}>
                {names.has(sku) && <span>{names.get(sku)}</span>}
                <Code>{sku}</Code>
              </span>
            ),
          },
          {
            id: 'counted',
            head: 'Counted',
            align: 'end',
            width: '34%',
            cell: ({ quantity, byHand, scans = 0 }) =>
              quantity === undefined ? (
                <span className={css['hint']}>not yet</span>
              ) : (
                <span className={css['figure']}>
                  <MadeBy byHand={byHand} scans={scans} />
                  <Quantity value={quantity} />
                </span>
              ),
          },
        ]}
        empty={
          <p className={css['hint']}>
            Nothing counted here yet. Scan what is in the bin; a case counts what is in it. If
            nothing is in it, say so: F8.
          </p>
        }
      />
    </div>
  )
}
