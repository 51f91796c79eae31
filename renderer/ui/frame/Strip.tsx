import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Code } from '../marks/Code.tsx'
import css from './Strip.module.css'

type Props = {
  /** Where: "WH1 · T-07". */
  place: string
  /** What: the job or screen. */
  title: string
  /** The way back, by the name of where it leads; left out where there is none. */
  back?: { to: string; onBack: () => void } | undefined
  /** The link indicator. */
  link?: ReactNode
  /** Who is signed in, and the way out. */
  operator?: ReactNode
}

/** Where, what, link state, who: the top of every screen. */
export const Strip = ({ place, title, back, link, operator }: Props) => (
  <header className={css['strip']}>
    {back !== undefined && (
      <button
        type="button"
        className={css['back']}
        aria-label={`Back to ${back.to}`}
        onClick={back.onBack}
      >
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
