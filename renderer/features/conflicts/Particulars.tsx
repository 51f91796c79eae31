import type { StockRow } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { QuantityField, SelectField, TextField } from '../../ui/index.ts'
import { choiceWords } from './choices.ts'
import type { Draft } from './draft.ts'
import css from './Particulars.module.css'

type Props = {
  draft: Draft
  /** Where else the product is. */
  bins: readonly StockRow[]
  /** The bin that was asked for: it is no other bin. */
  askedBin: string | undefined
  onChange: (part: Partial<Draft>) => void
}

const howMany = 'How many were there really?'

/** What a choice needs besides: a quantity, a bin, a note. */
export const Particulars = ({ draft, bins, askedBin, onChange }: Props) => {
  if (draft.choice === undefined) return null
  const { needs, needsNote = false } = choiceWords[draft.choice]
  return (
    <div className={css['particulars']}>
      {needs === 'quantity' && (
        <div className={css['quantity']}>
          <p>{howMany}</p>
          <QuantityField
            label={howMany}
            entry={draft.quantity}
            onEnter={(next) => {
              onChange({ quantity: next(draft.quantity) })
            }}
          />
        </div>
      )}
      {needs === 'bin' && (
        <SelectField
          label="Which bin was it really?"
          hint={bins.length < 2 ? 'No other bin holds this product.' : undefined}
          value={draft.bin}
          onChange={(bin) => {
            onChange({ bin })
          }}
          choices={bins
            .filter(({ bin }) => bin !== askedBin)
            .map(({ bin, onHand }) => ({
              value: bin,
              label: bin,
              note: `${formatNumber(onHand)} on hand`,
            }))}
        />
      )}
      <TextField
        label={needsNote ? 'Why is it left undone?' : 'Note, for whoever asks later'}
        hint={needsNote ? 'Kept with the conflict.' : undefined}
        value={draft.note}
        onChange={(note) => {
          onChange({ note: note.slice(0, 1000) })
        }}
      />
    </div>
  )
}
