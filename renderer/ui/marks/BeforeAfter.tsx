import type { CSSProperties } from 'react'
import { formatNumber } from '#shared/words/format.ts'
import css from './BeforeAfter.module.css'
import { Quantity } from './Quantity.tsx'

type Props = {
  before: number
  after: number
  /** What the number counts here, e.g. "in A-01-02". */
  beforeLabel: string
  afterLabel: string
  /** Part of `before` is known only to this terminal. */
  pending?: boolean
  /** The result is below zero or otherwise not as it should be. */
  alarming?: boolean
  /** Smaller, where more than one stands together. */
  compact?: boolean
}

/** What the stock is and what it will be: 37 -> 34, as large as the place allows. */
export const BeforeAfter = ({
  before,
  after,
  beforeLabel,
  afterLabel,
  pending = false,
  alarming = false,
  compact = false,
}: Props) => {
  const characters = formatNumber(before).length + formatNumber(after).length
  return (
    <div className={css['place']}>
      <dl
        className={css['pair']}
        data-alarming={alarming || undefined}
        data-compact={compact || undefined}
        // A custom property, so that the figures shrink with their length.
        style={{ '--characters': Math.max(4, characters) } as CSSProperties}
      >
        <div className={css['side']}>
          <dt>{beforeLabel}</dt>
          <dd>
            <Quantity value={before} pending={pending} size="hero" />
          </dd>
        </div>
        <svg className={css['arrow']} viewBox="0 0 48 24" aria-hidden="true">
          <path d="M0 12h44M34 3l10 9-10 9" fill="none" stroke="currentColor" strokeWidth="3" />
        </svg>
        <div className={css['side']} data-after="">
          <dt>{afterLabel}</dt>
          <dd>
            <Quantity value={after} size="hero" />
          </dd>
        </div>
      </dl>
    </div>
  )
}
