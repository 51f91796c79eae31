import { Segments, TextField } from '../../ui/index.ts'
import css from './CycleFields.module.css'
import { problemOfDays, type CycleForm } from './planning.ts'

export type ClassedBy = 'value' | 'frequency'

type Props = {
  by: ClassedBy
  days: CycleForm
  onBy: (by: ClassedBy) => void
  onDays: (days: CycleForm) => void
}

/** How bins come into classes, and how often a bin of each is counted. */
export const CycleFields = ({ by, days, onBy, onDays }: Props) => (
  <fieldset className={css['cycle']}>
    <legend className="visually-hidden">When a bin is due</legend>
    <Segments<ClassedBy>
      label="Class bins by"
      value={by}
      onChange={onBy}
      choices={[
        { value: 'value', label: 'value moved' },
        { value: 'frequency', label: 'times used' },
      ]}
    />
    <div className={css['days']}>
      {(['A', 'B', 'C'] as const).map((cycle) => (
        <TextField
          key={cycle}
          label={`Days, ${cycle}`}
          code
          value={days[cycle]}
          error={problemOfDays(days[cycle])}
          onChange={(typed) => {
            onDays({ ...days, [cycle]: typed })
          }}
        />
      ))}
    </div>
  </fieldset>
)
