import { Button, ChoiceField, Code, TextField } from '../../ui/index.ts'
import { ToleranceFields } from '../../work/fields/ToleranceFields.tsx'
import css from './PlanForm.module.css'
import type { Plan, PlanProblems } from './planning.ts'

type Props = { plan: Plan; problems: PlanProblems; onChange: (part: Partial<Plan>) => void }

/** How it is counted: what it is called, whether counters see the book, how far off is fine. */
export const PlanForm = ({ plan, problems, onChange }: Props) => (
  <aside className={css['form']} aria-label="How it is counted">
    <TextField
      label="Called"
      code
      value={plan.count}
      error={problems.count}
      onChange={(count) => {
        onChange({ count })
      }}
    />
    <ChoiceField
      label="Counters see the book"
      value={plan.blind ? 'blind' : 'guided'}
      onChange={(value) => {
        onChange({ blind: value === 'blind' })
      }}
      choices={[
        { value: 'blind', label: 'No', note: 'They see only what they count.' },
        { value: 'guided', label: 'Yes', note: 'They see what should be there.' },
      ]}
    />
    {plan.skus.length > 0 && (
      <ul className={css['skus']} aria-label="Only these products">
        {plan.skus.map((sku) => (
          <li key={sku}>
            <Code>{sku}</Code>
            <Button
              kind="quiet"
              aria-label={`Leave ${sku} out`}
              onPress={() => {
                onChange({ skus: plan.skus.filter((each) => each !== sku) })
              }}
            >
              Leave out
            </Button>
          </li>
        ))}
      </ul>
    )}
    <ToleranceFields form={plan} problems={problems} onChange={onChange} />
    <p className={css['hint']}>Left empty, the warehouse’s own rule holds.</p>
  </aside>
)
