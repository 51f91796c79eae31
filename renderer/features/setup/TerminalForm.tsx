import { ChoiceField, Code, TextField } from '../../ui/index.ts'
import { CentralProbe } from '../../work/fields/CentralProbe.tsx'
import type { SetupForm, SetupProblems } from './setupForm.ts'
import css from './TerminalForm.module.css'

type Props = {
  form: SetupForm
  problems: SetupProblems
  isDisabled: boolean
  onChange: (part: Partial<SetupForm>) => void
}

/** What a terminal is called, where it stands and where its events go; beside it the plate that it will carry. */
export const TerminalForm = ({ form, problems, isDisabled, onChange }: Props) => (
  <div className={css['form']}>
    <aside className={css['plate']} aria-label="How it will be called">
      <p className={css['code']}>
        <Code strong>{form.warehouse === '' ? '····' : form.warehouse}</Code>
      </p>
      <p className={css['code']}>
        <Code strong>{form.terminal === '' ? '····' : form.terminal}</Code>
      </p>
      <p className={css['quiet']}>
        This stands on every entry made here. It cannot be changed later.
      </p>
    </aside>
    <div className={css['fields']}>
      <TextField
        label="Terminal"
        code
        placeholder="T-07"
        hint="Different from every other terminal; best what is written on it."
        value={form.terminal}
        error={problems.terminal}
        isDisabled={isDisabled}
        onChange={(terminal) => {
          onChange({ terminal })
        }}
      />
      <div className={css['pair']}>
        <TextField
          label="Warehouse"
          code
          placeholder="WH1"
          hint="The same on all its terminals."
          value={form.warehouse}
          error={problems.warehouse}
          isDisabled={isDisabled}
          onChange={(warehouse) => {
            onChange({ warehouse })
          }}
        />
        <TextField
          label="Its name"
          placeholder="Main warehouse"
          hint="As people call it; may be left out."
          value={form.warehouseName}
          error={problems.warehouseName}
          isDisabled={isDisabled}
          onChange={(warehouseName) => {
            onChange({ warehouseName })
          }}
        />
      </div>
      <ChoiceField
        label="Where entries go"
        value={form.store}
        isDisabled={isDisabled}
        onChange={(store) => {
          onChange({ store })
        }}
        choices={[
          {
            value: 'embedded',
            label: 'A store on this machine',
            note: 'For one terminal, or as the store of a small site.',
          },
          {
            value: 'central',
            label: 'A central store',
            note: 'EventStoreDB or KurrentDB, shared by all terminals.',
          },
        ]}
      />
      {form.store === 'central' && (
        <CentralProbe
          address={form.central}
          error={problems.central}
          isDisabled={isDisabled}
          onChange={(central) => {
            // Which site answers there is not known of another address.
            onChange({ central, site: undefined })
          }}
          onFound={(site) => {
            onChange({ site })
          }}
        />
      )}
    </div>
  </div>
)
