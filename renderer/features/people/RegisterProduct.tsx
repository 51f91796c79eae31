import { useState } from 'react'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { problemWith } from '../../work/words/problemWith.ts'
import { TextField } from '../../ui/index.ts'
import { CommandDialog } from './CommandDialog.tsx'
import { PackFields } from './PackFields.tsx'
import { emptyPack, packOf, problemsOfPack, type PackForm } from './packForm.ts'
import { useProblems } from './useProblems.ts'

type Props = { onClose: () => void; onSaved: (command: Command) => void }

/** One more product, with the barcode of its first pack where it has one. */
export const RegisterProduct = ({ onClose, onSaved }: Props) => {
  const [sku, setSku] = useState('')
  const [name, setName] = useState('')
  const [pack, setPack] = useState<PackForm>(emptyPack)
  const hasPack = pack.barcode !== ''
  const own = useProblems({
    sku: problemWith(codes.sku, sku.trim()),
    name: problemWith(codes.name, name.trim()),
  })
  const packs = useProblems(hasPack ? problemsOfPack(pack) : {})
  return (
    <CommandDialog
      title="Which product is new?"
      verb="Register"
      command={
        own.isGood && packs.isGood
          ? {
              type: 'RegisterProduct',
              sku: sku.trim(),
              name: name.trim(),
              packs: hasPack ? [packOf(pack)] : [],
            }
          : undefined
      }
      onTried={() => {
        own.onTried()
        packs.onTried()
      }}
      onClose={onClose}
      onSaved={onSaved}
    >
      <TextField label="SKU" code takesScans value={sku} onChange={setSku} error={own.shown.sku} />
      <TextField label="Name" value={name} onChange={setName} error={own.shown.name} />
      <PackFields
        form={pack}
        problems={packs.shown}
        onChange={(part) => {
          setPack({ ...pack, ...part })
        }}
      />
    </CommandDialog>
  )
}
