import { useState } from 'react'
import type { ProductRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { formatMoney, formatNumber } from '#shared/words/format.ts'
import { Button, Code, Dialog, TextField } from '../../ui/index.ts'
import { problemWith } from '../../work/words/problemWith.ts'
import { CommandDialog } from './CommandDialog.tsx'
import { PackFields } from './PackFields.tsx'
import { emptyPack, packOf, problemsOfPack, type PackForm } from './packForm.ts'
import css from './ProductDialog.module.css'
import { ProductValue } from './ProductValue.tsx'
import { useProblems } from './useProblems.ts'

type Props = { product: ProductRow; onClose: () => void; onSaved: (command: Command) => void }

type Open =
  { kind: 'rename' } | { kind: 'value' } | { kind: 'add' } | { kind: 'remove'; barcode: string }

/** One product, and what can be changed about it. */
export const ProductDialog = ({ product, onClose, onSaved }: Props) => {
  const [open, setOpen] = useState<Open>()
  const { sku, name, packs, unitValue } = product
  const back = () => {
    setOpen(undefined)
  }
  const ways = { product, onClose: back, onSaved }
  if (open?.kind === 'rename') return <Rename {...ways} />
  if (open?.kind === 'value') return <ProductValue {...ways} />
  if (open?.kind === 'add') return <AddPack {...ways} />
  if (open?.kind === 'remove')
    return (
      <CommandDialog
        alert
        title="Take this barcode away?"
        verb="Take it away"
        command={{ type: 'RemovePack', sku, barcode: open.barcode }}
        onClose={back}
        onSaved={onSaved}
      >
        <p>
          A scan of <Code strong>{open.barcode}</Code> no longer finds {sku}. What was recorded with
          it stays.
        </p>
      </CommandDialog>
    )
  return (
    <Dialog
      title={name}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Close', onAct: onClose },
        {
          key: 'F2',
          label: 'Rename',
          onAct: () => {
            setOpen({ kind: 'rename' })
          },
        },
        {
          key: 'F3',
          label: 'Add a pack',
          onAct: () => {
            setOpen({ kind: 'add' })
          },
        },
        {
          key: 'F4',
          label: 'Set its value',
          onAct: () => {
            setOpen({ kind: 'value' })
          },
        },
      ]}
    >
      <p className={css['sku']}>
        <Code strong>{sku}</Code>
      </p>
      <p>
        {unitValue === null
          ? 'Nobody has said what one piece is worth.'
          : `One piece is worth ${formatMoney(unitValue)}.`}
      </p>
      {packs.length === 0 && <p>It has no barcode yet: it is found by its SKU and its name.</p>}
      <ul className={css['packs']}>
        {packs.map((pack) => (
          <li key={pack.barcode}>
            <span>
              {pack.name} of {formatNumber(pack.factor)}
            </span>
            <Code>{pack.barcode}</Code>
            <Button
              kind="quiet"
              aria-label={`Take barcode ${pack.barcode} away`}
              onPress={() => {
                setOpen({ kind: 'remove', barcode: pack.barcode })
              }}
            >
              Take away
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

const Rename = ({ product, onClose, onSaved }: Props) => {
  const [name, setName] = useState(product.name)
  const problem = problemWith(codes.name, name.trim())
  return (
    <CommandDialog
      title={`What is ${product.sku} called?`}
      verb="Rename"
      command={
        problem === undefined && name.trim() !== product.name
          ? { type: 'RenameProduct', sku: product.sku, name: name.trim() }
          : undefined
      }
      onClose={onClose}
      onSaved={onSaved}
    >
      <TextField label="Name" value={name} onChange={setName} error={problem} />
    </CommandDialog>
  )
}

const AddPack = ({ product, onClose, onSaved }: Props) => {
  const [form, setForm] = useState<PackForm>({ ...emptyPack, name: 'case' })
  const { isGood, shown, onTried } = useProblems(problemsOfPack(form))
  return (
    <CommandDialog
      title={`A pack of ${product.sku}`}
      verb="Add"
      command={isGood ? { type: 'AddPack', sku: product.sku, pack: packOf(form) } : undefined}
      onTried={onTried}
      onClose={onClose}
      onSaved={onSaved}
    >
      <PackFields
        form={form}
        problems={shown}
        onChange={(part) => {
          setForm({ ...form, ...part })
        }}
      />
    </CommandDialog>
  )
}
