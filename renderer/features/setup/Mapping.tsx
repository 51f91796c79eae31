import type { ColumnMapping, ImportPreview } from '#shared/contract/api/index.ts'
import { SelectField, type Choice } from '../../ui/index.ts'
import { partsOf, withParts } from './importing.ts'
import css from './Mapping.module.css'

type Props = {
  preview: Extract<ImportPreview, { outcome: 'preview' }>
  isDisabled: boolean
  onMap: (mapping: ColumnMapping) => void
}

/** A place stays the same field whichever column is chosen for it. */
const placeKeys = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth']

/** Stands for "no column": a column's own name is never empty. */
const none = ''

/** Which column holds what. A bin address can be put together from several columns. */
export const Mapping = ({ preview, isDisabled, onMap }: Props) => {
  const { columns, fields, mapping } = preview
  const choices: Choice<string>[] = [
    { value: none, label: 'not in the file' },
    ...columns
      .filter((column) => column !== none)
      .map((column) => ({ value: column, label: column })),
  ]
  return (
    <section className={css['mapping']} aria-label="Which column holds what">
      {fields.map(({ field, label, required }) => {
        const parts = partsOf(mapping, field, columns)
        // A place after the last part, where one more can be added.
        const places = field === 'bin' && parts.length > 0 ? [...parts, none] : [parts[0] ?? none]
        return (
          <div key={field} className={css['field']} data-wide={places.length > 2 || undefined}>
            {places.map((part, index) => (
              <SelectField
                key={placeKeys[index]}
                label={index === 0 ? label : 'and'}
                value={part}
                isDisabled={isDisabled}
                error={required && parts.length === 0 ? 'Say which column.' : undefined}
                choices={index === 0 ? choices : [{ value: none, label: '–' }, ...choices.slice(1)]}
                onChange={(column) => {
                  const next = places.with(index, column).filter((each) => each !== none)
                  onMap(withParts(mapping, field, next))
                }}
              />
            ))}
          </div>
        )
      })}
    </section>
  )
}
