import { Undo2 } from 'lucide-react'
import { Code } from '../marks/Code.tsx'
import { Mark, type Certainty } from '../marks/Mark.tsx'
import css from './Trail.module.css'

export type TrailEntry = {
  id: string
  /** When, as the terminal's clock had it: "10:42:07". */
  time: string
  /** How many, as formatNumber writes it; left out where nothing was counted. */
  figure?: string | undefined
  /** What it was done to, as a code. */
  subject: string
  /** Where, as a code or "A-01-02 → B-02-01". */
  place: string
  /** In words, for more than the code says. */
  note?: string | undefined
  certainty: Certainty
}

type Props = {
  entries: readonly TrailEntry[]
  /** Takes the newest entry back by recording its opposite; undefined where it can't be. */
  onUndo?: (() => void) | undefined
}

/** What was just done, newest first. */
export const Trail = ({ entries, onUndo }: Props) => (
  <section className={css['trail']} aria-label="Just done">
    {entries.length === 0 && <p className={css['empty']}>What you do here is listed here.</p>}
    <ol>
      {entries.map((entry, index) => (
        <li
          key={entry.id}
          className={css['entry']}
          data-undone={entry.certainty === 'undone' || undefined}
        >
          <div className={css['line']}>
            {entry.figure !== undefined && <span className={css['figure']}>{entry.figure}</span>}
            <Code strong>{entry.subject}</Code>
            <time className={css['time']}>{entry.time}</time>
          </div>
          <div className={css['line']}>
            <span className={css['place']}>
              <Code>{entry.place}</Code>
            </span>
            {entry.note !== undefined && <span className={css['note']}>{entry.note}</span>}
            <span className={css['mark']}>
              <Mark certainty={entry.certainty} />
            </span>
          </div>
          {index === 0 && onUndo !== undefined && (
            <button type="button" className={css['undo']} onClick={onUndo}>
              <Undo2 aria-hidden="true" size={22} /> Undo
            </button>
          )}
        </li>
      ))}
    </ol>
  </section>
)
