import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Code } from '../marks/Code.tsx'
import css from './Strip.module.css'

type Props = {
  /** Where: "WH1 · T-07". */
  place: string
  /** What: the job or screen. */
  title: string
  /** Back to where one came from; left out where there is nowhere to go back to. */
  onBack?: (() => void) | undefined
  /** The link indicator. */
  link?: ReactNode
  /** Who is signed in, and the way out. */
  operator?: ReactNode
}

/** Where, what, link state, who: the top of every screen. */
export const Strip = ({ place, title, onBack, link, operator }: Props) => (
  <header className={css['strip']}>
    {onBack !== undefined && (
      <button type="button" className={css['back']} aria-label="Back to jobs" onClick={onBack}>
        <ChevronLeft aria-hidden="true" />
      </button>
    )}
    <span className={css['place']}>
      <Code>{place}</Code>
    </span>
    <span className={css['title']}>{title}</span>
    <span className={css['end']}>
      {link}
      {operator}
    </span>
  </header>
)
