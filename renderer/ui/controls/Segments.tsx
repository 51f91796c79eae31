import { Label, Radio, RadioGroup } from 'react-aria-components'
import { formatNumber } from '#shared/words/format.ts'
import css from './Segments.module.css'

type Props<Value extends string> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  choices: readonly { value: Value; label: string; count?: number | undefined }[]
}

/** A filter that reads like a sentence: its label, then one of a few words. For desk screens, beside the title. */
export const Segments = <Value extends string>({
  label,
  value,
  onChange,
  choices,
}: Props<Value>) => (
  <RadioGroup
    className={css['segments'] ?? ''}
    orientation="horizontal"
    value={value}
    onChange={(next) => {
      const choice = choices.find((each) => each.value === next)
      if (choice !== undefined) onChange(choice.value)
    }}
  >
    <Label className={css['label'] ?? ''}>{label}</Label>
    <div className={css['row']}>
      {choices.map((choice) => (
        <Radio key={choice.value} value={choice.value} className={css['segment'] ?? ''}>
          {choice.label}
          {choice.count !== undefined && <b>{formatNumber(choice.count)}</b>}
        </Radio>
      ))}
    </div>
  </RadioGroup>
)
