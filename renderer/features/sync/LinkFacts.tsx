import type { ReactNode } from 'react'
import type { TerminalStatus } from '#shared/contract/api/index.ts'
import { dayAndTime, formatNumber } from '#shared/words/format.ts'
import { shownState } from '../../work/words/linkState.ts'
import { Code, Quantity } from '../../ui/index.ts'
import css from './LinkFacts.module.css'
import { ago, lastAnswer, nextTry, reassurance } from './words.ts'

/** The link in figures: how much waits, since when, when the central store was last heard, when it is tried again. */
export const LinkFacts = ({ status, now }: { status: TerminalStatus; now: number }) => {
  const { link, pending, oldestPending, held, conflicts, central } = status
  return (
    <section className={css['facts']} aria-label="How it stands">
      <div className={css['hero']}>
        <Quantity value={pending} size="hero" pending={pending > 0} />
        <p>not sent yet</p>
      </div>
      <dl className={css['list']}>
        <Fact label="Oldest of them">{oldestPending === null ? '–' : ago(oldestPending, now)}</Fact>
        <Fact label="Held behind a conflict">{formatNumber(held)}</Fact>
        <Fact label="Conflicts here">
          {formatNumber(conflicts.own)} of {formatNumber(conflicts.all)}
        </Fact>
        <Fact label="Last answer">{lastAnswer(link, now)}</Fact>
        <Fact label="Next try">{nextTry(link, now)}</Fact>
        <Fact label={link.state === 'online' ? 'Online since' : 'Since'}>
          {dayAndTime(link.since, now)}
        </Fact>
      </dl>
      <div className={css['words']}>
        {shownState(link) === 'offline' && link.problem !== null && <p>{link.problem.message}</p>}
        <p>{reassurance(link)}</p>
        <p className={css['quiet']}>
          {central.kind === 'embedded' ? 'Embedded store' : 'Central store'}{' '}
          <Code>{central.address}</Code>
        </p>
      </div>
    </section>
  )
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={css['fact']}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)
