import { TextField } from '../../ui/index.ts'
import type { ToleranceForm, ToleranceProblems } from './tolerance.ts'
import css from './ToleranceFields.module.css'

type Props = {
  form: ToleranceForm
  problems: ToleranceProblems
  onChange: (part: Partial<ToleranceForm>) => void
}

/** How far off a count may be before it needs a reason: in pieces, in percent of the book, in worth. */
export const ToleranceFields = ({ form, problems, onChange }: Props) => (
  <fieldset className={css['tolerance']}>
    <legend>Off by at most, without a reason</legend>
    <TextField
      label="Pieces"
      code
      value={form.quantity}
      error={problems.quantity}
      onChange={(quantity) => {
        onChange({ quantity })
      }}
    />
    <TextField
      label="Percent"
      code
      value={form.percent}
      error={problems.percent}
      onChange={(percent) => {
        onChange({ percent })
      }}
    />
    <TextField
      label="Worth"
      code
      value={form.value}
      error={problems.value}
      onChange={(value) => {
        onChange({ value })
      }}
    />
  </fieldset>
)
