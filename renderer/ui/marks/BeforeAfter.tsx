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
}

/** What the stock is and what it will be: 37 -> 34. */
export const BeforeAfter = ({
  before,
  after,
  beforeLabel,
  afterLabel,
  pending = false,
  alarming = false,
}: Props) => (
  <dl className={css['pair']} data-alarming={alarming || undefined}>
    <div className={css['side']}>
      <dd>
        <Quantity value={before} pending={pending} size="hero" />
      </dd>
      <dt>{beforeLabel}</dt>
    </div>
    <svg className={css['arrow']} viewBox="0 0 48 24" aria-hidden="true">
      <path d="M0 12h44M34 3l10 9-10 9" fill="none" stroke="currentColor" strokeWidth="3" />
    </svg>
    <div className={css['side']} data-after="">
      <dd>
        <Quantity value={after} size="hero" />
      </dd>
      <dt>{afterLabel}</dt>
    </div>
  </dl>
)
