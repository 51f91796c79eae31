import type { ConflictDetail, CountDetail } from '#shared/contract/api/index.ts'
import { dayAndTime, formatNumber } from '#shared/words/format.ts'
import { byWhom } from '../../work/words/byWhom.ts'
import { Code, Notice } from '../../ui/index.ts'
import { useNow } from '../../work/words/time.ts'
import { choiceWords } from './choices.ts'
import { isToCount } from './useCheck.ts'

type Props = {
  conflict: ConflictDetail
  /** The count that was opened because of it. */
  check: CountDetail | undefined
}

/** How a conflict was settled, by whom, when and why. Nothing for one that is still open. */
export const SettledConflict = ({ conflict, check }: Props) => {
  const now = useNow()
  const { settlement, history, state, terminal } = conflict
  if (settlement === null || state === 'open') return null
  const { by, choice, quantity, bin, note, result } = settlement
  const said = history.findLast(({ type }) => type === 'ConflictResolved')
  const at = said?.occurredAt
  const particulars = [
    quantity === null ? undefined : `quantity ${formatNumber(quantity)}`,
    bin === null ? undefined : `bin ${bin}`,
  ].filter((part) => part !== undefined)
  return (
    <Notice
      tone="good"
      word="Settled"
      happened={
        <>
          {choiceWords[choice].label}
          {particulars.length > 0 && ` (${particulars.join(', ')})`}, by{' '}
          {byWhom(by, said?.via ?? null)}
          {at !== undefined && `, ${dayAndTime(at, now)}`}.
        </>
      }
      kept={note === null ? undefined : <>“{note}”</>}
      next={
        result === null ? (
          <>
            <Code>{terminal}</Code> carries it out when it hears of it.
          </>
        ) : result === 'carried-out' ? (
          <>
            It has been carried out.
            {isToCount(check) && ` Count ${check.progress.map(({ bin }) => bin).join(', ')} next.`}
          </>
        ) : (
          'Nothing was recorded on the stock.'
        )
      }
    />
  )
}
