import { ChevronDown } from 'lucide-react'
import {
  Button as AriaButton,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  Text,
  TextField as AriaTextField,
} from 'react-aria-components'
import { classes } from '../classes.ts'
import css from './fields.module.css'

type Common = {
  label: string
  /** What to write, before anything is wrong. */
  hint?: string | undefined
  /** What is wrong and what to do about it. */
  error?: string | undefined
  isDisabled?: boolean
}

/** Under a field: the hint, or what is wrong in its place. */
const Said = ({ hint, error }: Pick<Common, 'hint' | 'error'>) => (
  <>
    {hint !== undefined && error === undefined && (
      <Text slot="description" className={css['hint'] ?? ''}>
        {hint}
      </Text>
    )}
    <FieldError className={css['error'] ?? ''}>{error}</FieldError>
  </>
)

type TextFieldProps = Common & {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  type?: 'text' | 'search' | 'password' | 'url'
  /** Shows the text in the face for codes. */
  code?: boolean
  /** A scan goes into the field instead of to the screen. */
  takesScans?: boolean
  autoFocus?: boolean
  isRequired?: boolean
  /** Shows the label only to screen readers, where the place says what the field is. */
  quietLabel?: boolean
}

/** One line of text. */
export const TextField = ({
  label,
  hint,
  error,
  placeholder,
  code = false,
  takesScans = false,
  quietLabel = false,
  ...rest
}: TextFieldProps) => (
  <AriaTextField {...rest} className={css['field'] ?? ''} isInvalid={error !== undefined}>
    <Label className={classes(css['label'], quietLabel && 'visually-hidden')}>{label}</Label>
    <Input
      className={classes(css['input'], code && css['code'])}
      autoComplete="off"
      spellCheck="false"
      {...(placeholder !== undefined && { placeholder })}
      {...(takesScans && { 'data-scan': 'take' })}
    />
    <Said hint={hint} error={error} />
  </AriaTextField>
)

export type Choice<Value extends string> = {
  value: Value
  label: string
  note?: string | undefined
}

type ChoiceProps<Value extends string> = Common & {
  value: Value | undefined
  onChange: (value: Value) => void
  choices: readonly Choice<Value>[]
}

/** Hands on only what is one of the choices. */
const takeFrom =
  <Value extends string>(choices: readonly Choice<Value>[], onChange: (value: Value) => void) =>
  (key: unknown): void => {
    const choice = choices.find(({ value }) => value === key)
    if (choice !== undefined) onChange(choice.value)
  }

/** One of many, from a list that opens. For up to six prefer ChoiceField: everything is in sight. */
export const SelectField = <Value extends string>({
  label,
  hint,
  error,
  value,
  onChange,
  choices,
  isDisabled = false,
}: ChoiceProps<Value>) => (
  <Select
    className={css['field'] ?? ''}
    value={value ?? null}
    onChange={takeFrom(choices, onChange)}
    isInvalid={error !== undefined}
    isDisabled={isDisabled}
  >
    <Label className={css['label'] ?? ''}>{label}</Label>
    <AriaButton className={classes(css['input'], css['select'])}>
      <SelectValue>
        {({ isPlaceholder, selectedText }) => (isPlaceholder ? 'Choose' : selectedText)}
      </SelectValue>
      <ChevronDown aria-hidden="true" />
    </AriaButton>
    <Said hint={hint} error={error} />
    <Popover className={css['popover'] ?? ''}>
      <ListBox
        className={css['options'] ?? ''}
        items={choices.map((choice) => ({ ...choice, id: choice.value }))}
      >
        {({ id, label: text, note }) => (
          <ListBoxItem id={id} textValue={text} className={css['option'] ?? ''}>
            <Text slot="label">{text}</Text>
            {note !== undefined && (
              <Text slot="description" className={css['hint'] ?? ''}>
                {note}
              </Text>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </Select>
)

/** One of a few, all in sight, each as large as a key. */
export const ChoiceField = <Value extends string>({
  label,
  hint,
  error,
  value,
  onChange,
  choices,
  isDisabled = false,
}: ChoiceProps<Value>) => (
  <RadioGroup
    className={css['field'] ?? ''}
    value={value ?? null}
    onChange={takeFrom(choices, onChange)}
    isInvalid={error !== undefined}
    isDisabled={isDisabled}
  >
    <Label className={css['label'] ?? ''}>{label}</Label>
    <div className={css['choices']}>
      {choices.map((choice) => (
        <Radio key={choice.value} value={choice.value} className={css['choice'] ?? ''}>
          <span>{choice.label}</span>
          {choice.note !== undefined && <span className={css['hint']}>{choice.note}</span>}
        </Radio>
      ))}
    </div>
    <Said hint={hint} error={error} />
  </RadioGroup>
)
