import { useState } from 'react'
import { reference as referenceSchema } from '#shared/contract/codes.ts'
import { Dialog, TextField } from '../../ui/index.ts'

type Props = {
  reference: string | undefined
  onGive: (reference: string | undefined) => void
  onClose: () => void
}

/** What the goods came with: kept for all that is received until it is changed. */
export const ReferenceDialog = ({ reference, onGive, onClose }: Props) => {
  const [text, setText] = useState(reference ?? '')
  const trimmed = text.trim()
  const parsed = referenceSchema.safeParse(trimmed)
  const isFine = trimmed === '' || parsed.success
  return (
    <Dialog
      title="Delivery note or order"
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Back', onAct: onClose },
        {
          key: 'F12',
          label: trimmed === '' ? 'Without' : 'Use it',
          primary: true,
          isDisabled: !isFine,
          onAct: () => {
            onGive(trimmed === '' ? undefined : trimmed)
          },
        },
      ]}
    >
      <TextField
        label="Number"
        hint="Scan or type it. It is noted with everything you receive until you change it."
        error={isFine ? undefined : parsed.error?.issues[0]?.message}
        code
        takesScans
        value={text}
        onChange={setText}
      />
    </Dialog>
  )
}
