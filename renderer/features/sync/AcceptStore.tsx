import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { HaltedStore } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Dialog, Notice, TextField } from '../../ui/index.ts'
import css from './HaltedStore.module.css'
import { consequences } from './haltedWords.ts'

type Stage =
  | { kind: 'asking' }
  | { kind: 'sending' }
  | { kind: 'refused'; message: string }
  | { kind: 'unanswered' }

/** A supervisor says that the store that is there is the one to work with, and what follows is said first. */
export const AcceptStore = ({ halted, onClose }: { halted: HaltedStore; onClose: () => void }) => {
  const { client } = useTerminal()
  const cache = useQueryClient()
  // What is accepted is what was shown when it was asked.
  const [shown] = useState(halted)
  const [typed, setTyped] = useState('')
  const [stage, setStage] = useState<Stage>({ kind: 'asking' })
  const { kind, site, events, warehouse } = shown
  const isSaid = kind === 'older' || typed.trim() === warehouse
  const isSending = stage.kind === 'sending'

  const accept = async (): Promise<void> => {
    setStage({ kind: 'sending' })
    try {
      const code = kind === 'older' ? {} : { warehouse: typed.trim() }
      const result = await client.sync.acceptStore({ kind, site, events, ...code })
      if (result.outcome === 'refused') setStage({ kind: 'refused', message: result.message })
      else {
        await cache.invalidateQueries()
        onClose()
      }
    } catch {
      setStage({ kind: 'unanswered' })
    }
  }
  return (
    <Dialog
      title={kind === 'older' ? 'Accept the older copy?' : 'Accept a store that is not ours?'}
      alert
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Wait', isDisabled: isSending, onAct: onClose },
        {
          key: 'F12',
          label: isSending ? 'Accepting' : 'Accept this store',
          primary: true,
          isDisabled: !isSaid || isSending,
          onAct: () => void accept(),
        },
      ]}
    >
      {stage.kind === 'refused' && (
        <Notice tone="refused" happened={stage.message} kept="Everything is as it was." />
      )}
      {stage.kind === 'unanswered' && (
        <Notice
          tone="warning"
          happened="The terminal did not answer. The store may be accepted already."
          next="Close this, and look at the screen."
        />
      )}
      <ul className={css['consequences']}>
        {consequences(shown).map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {kind !== 'older' && (
        <TextField
          label={`To accept it, type the warehouse's code: ${warehouse}`}
          code
          value={typed}
          isDisabled={isSending}
          onChange={setTyped}
        />
      )}
    </Dialog>
  )
}
