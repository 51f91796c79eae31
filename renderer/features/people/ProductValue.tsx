import { useState } from 'react'
import type { ProductRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { plainMoney } from '#shared/words/format.ts'
import { hundredthsIn } from '../../work/words/amount.ts'
import { TextField } from '../../ui/index.ts'
import { CommandDialog } from './CommandDialog.tsx'

type Props = { product: ProductRow; onClose: () => void; onSaved: (command: Command) => void }

/** What one piece of a product is worth: counts that are off by it are judged by that. */
export const ProductValue = ({ product, onClose, onSaved }: Props) => {
  const { sku, unitValue } = product
  const [typed, setTyped] = useState(unitValue === null ? '' : plainMoney(unitValue))
  const value = codes.unitValue.safeParse(hundredthsIn(typed)).data
  return (
    <CommandDialog
      title={`What is one ${sku} worth?`}
      verb="Change it"
      command={
        value === undefined || value === unitValue
          ? undefined
          : { type: 'ChangeUnitValue', sku, unitValue: value }
      }
      onClose={onClose}
      onSaved={onSaved}
    >
      <TextField
        label="Worth of one piece"
        code
        hint="In the currency of the warehouse. What a count is off by is judged by it."
        value={typed}
        onChange={setTyped}
        error={
          typed.trim() !== '' && value === undefined ? 'Say an amount, like 12.50.' : undefined
        }
      />
    </CommandDialog>
  )
}
