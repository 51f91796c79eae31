import { useState } from 'react'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { problemWith } from '../../work/words/problemWith.ts'
import { TextField } from '../../ui/index.ts'
import { CommandDialog } from './CommandDialog.tsx'
import { useProblems } from './useProblems.ts'

type Props = { onClose: () => void; onSaved: (command: Command) => void }

/** One more bin, by hand or by its label. */
export const RegisterBin = ({ onClose, onSaved }: Props) => {
  const [bin, setBin] = useState('')
  const [zone, setZone] = useState('')
  const { isGood, shown, onTried } = useProblems({
    bin: problemWith(codes.bin, bin.trim()),
    zone: zone.trim() === '' ? undefined : problemWith(codes.zone, zone.trim()),
  })
  return (
    <CommandDialog
      title="Which bin is new?"
      verb="Register"
      command={
        isGood
          ? {
              type: 'RegisterBin',
              bin: bin.trim(),
              ...(zone.trim() !== '' && { zone: zone.trim() }),
            }
          : undefined
      }
      onTried={onTried}
      onClose={onClose}
      onSaved={onSaved}
    >
      <TextField
        label="Bin"
        code
        takesScans
        placeholder="A-01-02"
        hint="Type its address, or scan its label."
        value={bin}
        onChange={setBin}
        error={shown.bin}
      />
      <TextField
        label="Zone"
        hint="Bins of a zone are planned and counted together; may be left out."
        value={zone}
        onChange={setZone}
        error={shown.zone}
      />
    </CommandDialog>
  )
}
