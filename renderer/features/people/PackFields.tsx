import { TextField } from '../../ui/index.ts'
import css from './PackFields.module.css'
import type { PackForm, PackProblems } from './packForm.ts'

type Props = { form: PackForm; problems: PackProblems; onChange: (part: Partial<PackForm>) => void }

/** A pack: its barcode, how many pieces it holds, what it is called. */
export const PackFields = ({ form, problems, onChange }: Props) => (
  <div className={css['fields']}>
    <TextField
      label="Barcode"
      code
      takesScans
      hint="Scan it."
      value={form.barcode}
      error={problems.barcode}
      onChange={(barcode) => {
        onChange({ barcode })
      }}
    />
    <TextField
      label="Pieces in it"
      code
      value={form.factor}
      error={problems.factor}
      onChange={(factor) => {
        onChange({ factor })
      }}
    />
    <TextField
      label="Called"
      placeholder="case"
      value={form.name}
      error={problems.name}
      onChange={(name) => {
        onChange({ name })
      }}
    />
  </div>
)
