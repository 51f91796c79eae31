import { Radio, RadioGroup } from 'react-aria-components'
import type { ConflictDetail } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { Code } from '../../ui/index.ts'
import css from './Choices.module.css'
import { choiceWords } from './choices.ts'
import type { Draft, Suggestion } from './draft.ts'
import { binsOf, stockAfter, stockIn } from './stockAfter.ts'

type Props = {
  conflict: ConflictDetail
  draft: Draft
  suggestion: Suggestion | undefined
  /** What other bins hold, for choices that name one. */
  elsewhere: Readonly<Record<string, number>>
  onChoose: (choice: Draft['choice']) => void
}

/** The choices side by side, each with the stock that it would leave. The usual one is preselected and says why. */
export const Choices = ({ conflict, draft, suggestion, elsewhere, onChoose }: Props) => (
  <RadioGroup
    className={css['choices'] ?? ''}
    aria-label="How to settle it"
    value={draft.choice ?? null}
    onChange={(value) => {
      onChoose(conflict.choices.find(({ choice }) => choice === value)?.choice)
    }}
  >
    {conflict.choices.map(({ choice }) => {
      const { label, does } = choiceWords[choice]
      const isSuggested = suggestion?.choice === choice
      return (
        <Radio key={choice} value={choice} className={css['choice'] ?? ''} aria-label={label}>
          {isSuggested && <span className={css['usual']}>Usual answer</span>}
          <span className={css['label']}>{label}</span>
          <span className={css['does']}>{isSuggested ? suggestion.because : does}</span>
          <Leaves conflict={conflict} draft={{ ...draft, choice }} elsewhere={elsewhere} />
        </Radio>
      )
    })}
  </RadioGroup>
)

/** The stock of each bin under a choice, against what it is now. */
const Leaves = ({
  conflict,
  draft,
  elsewhere,
}: Pick<Props, 'conflict' | 'draft' | 'elsewhere'>) => {
  const after = stockAfter(conflict, draft, elsewhere)
  const bins = binsOf(conflict, after)
  if (bins.length === 0) return null
  return (
    <dl className={css['leaves']}>
      {bins.map((bin) => {
        const left = after && stockIn(after, bin)
        return (
          <div key={bin} data-alarming={(left !== undefined && left < 0) || undefined}>
            <dt>
              left in <Code>{bin}</Code>
            </dt>
            <dd>{left === undefined ? '–' : formatNumber(left)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
