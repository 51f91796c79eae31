import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './Notice.module.css'

export type NoticeTone = 'good' | 'warning' | 'refused'

type Props = {
  tone: NoticeTone
  /** In place of the tone's own word. */
  word?: string | undefined
  /** What happened. */
  happened: ReactNode
  /** What was kept; what is safe. */
  kept?: ReactNode
  /** What to do now. */
  next?: ReactNode
  /** The ways on, as buttons. */
  children?: ReactNode
}

const icons = { good: CircleCheck, warning: TriangleAlert, refused: OctagonX }
const words = { good: 'Done', warning: 'Look', refused: 'Refused' }

/** A message with its three parts: what happened, what was kept, what to do now. A colour, a shape and a word. */
export const Notice = ({ tone, word, happened, kept, next, children }: Props) => {
  const Icon = icons[tone]
  return (
    <div className={css['notice']} data-tone={tone} role={tone === 'good' ? 'status' : 'alert'}>
      <Icon className={css['icon'] ?? ''} aria-hidden="true" />
      <div className={css['text']}>
        <p className={css['happened']}>
          <span className={css['word']}>{word ?? words[tone]}.</span> {happened}
        </p>
        {kept !== undefined && <p>{kept}</p>}
        {next !== undefined && <p className={css['next']}>{next}</p>}
        {children !== undefined && <div className={css['ways']}>{children}</div>}
      </div>
    </div>
  )
}
