import { useState } from 'react'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { problemWith } from '../../app/problemWith.ts'
import { TextField } from '../../ui/index.ts'
import { CommandDialog } from './CommandDialog.tsx'
import { PackFields } from './PackFields.tsx'
import { emptyPack, packOf, problemsOfPack, type PackForm } from './packForm.ts'

type Props = { onClose: () => void; onSaved: (command: Command) => void }

/** One more product, with the barcode of its first pack where it has one. */
export const RegisterProduct = ({ onClose, onSaved }: Props) => {
  const [sku, setSku] = useState('')
  const [name, setName] = useState('')
  const [pack, setPack] = useState<PackForm>(emptyPack)
  const [wasTried, setWasTried] = useState(false)
  const hasPack = pack.barcode !== ''
  const packProblems = hasPack ? problemsOfPack(pack) : {}
  const problems = {
    sku: problemWith(codes.sku, sku.trim()),
    name: problemWith(codes.name, name.trim()),
  }
  const isGood =
    problems.sku === undefined &&
    problems.name === undefined &&
    Object.keys(packProblems).length === 0
  return (
    <CommandDialog
      title="Which product is new?"
      verb="Register"
      command={
        isGood
          ? {
              type: 'RegisterProduct',
              sku: sku.trim(),
              name: name.trim(),
              packs: hasPack ? [packOf(pack)] : [],
            }
          : undefined
      }
      onTried={() => {
        setWasTried(true)
      }}
      onClose={onClose}
      onSaved={onSaved}
    >
      <TextField
        label="SKU"
        code
        takesScans
        value={sku}
        onChange={setSku}
        error={wasTried ? problems.sku : undefined}
      />
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={wasTried ? problems.name : undefined}
      />
      <PackFields
        form={pack}
        problems={wasTried ? packProblems : {}}
        onChange={(part) => {
          setPack({ ...pack, ...part })
        }}
      />
    </CommandDialog>
  )
}
