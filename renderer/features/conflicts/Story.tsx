import type { ConflictDetail } from '#shared/contract/api/index.ts'
import { dayAndTime, formatNumber } from '#shared/words/format.ts'
import { howAsked } from '../../work/words/byWhom.ts'
import { Code, Words } from '../../ui/index.ts'
import { useNow } from '../../work/words/time.ts'
import { binsOf, stockIn } from './stockAfter.ts'
import css from './Story.module.css'
import { storyOf, type Moment } from './story.ts'

type Props = {
  conflict: ConflictDetail
  /** Who reads it: what they did themselves is called "You". */
  reader: string
}

/** Yours and theirs in two columns, with one time line between them: what was known, what was done, what is now. */
export const Story = ({ conflict, reader }: Props) => {
  const now = useNow()
  const mine = conflict.raisedBy === reader
  const bins = binsOf(conflict, undefined)
  return (
    <section className={css['story']} aria-label="What happened">
      <h2 className={css['yours']}>{mine ? 'Yours' : conflict.raisedBy}</h2>
      <h2 className={css['theirs']}>Meanwhile</h2>
      <ol className={css['line']}>
        <Known label={mine ? 'You knew' : 'Was known'} stock={only(conflict.before, bins)} />
        {storyOf(conflict).map((moment) => (
          <Point key={moment.id} moment={moment} reader={reader} now={now} />
        ))}
        {conflict.meanwhile.length === 0 && (
          <li className={css['point']} data-side="theirs">
            <p className={css['quiet']}>
              Nothing of others is known. The rules changed, or the goods were not there.
            </p>
          </li>
        )}
        <Known
          label={conflict.state === 'closed' ? 'Now' : 'Now, without it'}
          stock={only(conflict.now, bins)}
        />
      </ol>
    </section>
  )
}

/** What some of the bins hold. */
const only = (
  stock: Readonly<Record<string, number>>,
  bins: readonly string[],
): Record<string, number> => Object.fromEntries(bins.map((bin) => [bin, stockIn(stock, bin)]))

const Point = ({ moment, reader, now }: { moment: Moment; reader: string; now: number }) => (
  <li className={css['point']} data-side={moment.side}>
    <time className={css['time']} dateTime={moment.at}>
      {dayAndTime(moment.at, now)}
    </time>
    <div className={css['card']}>
      <p className={css['what']}>
        <Words>{moment.what}</Words>
      </p>
      <p className={css['quiet']}>
        {moment.operator === reader ? 'You on' : moment.operator && `${moment.operator} on`}{' '}
        <Code>{moment.terminal}</Code>
        {howAsked(moment.via ?? null)}
      </p>
    </div>
  </li>
)

const Known = ({ label, stock }: { label: string; stock: Readonly<Record<string, number>> }) => {
  const bins = Object.entries(stock)
  if (bins.length === 0) return null
  return (
    <li className={css['known']}>
      <span>{label}</span>
      {bins.map(([bin, quantity]) => (
        <span key={bin} className={css['figure']}>
          <b>{formatNumber(quantity)}</b> in <Code>{bin}</Code>
        </span>
      ))}
    </li>
  )
}
