import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DamageRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { useStatus } from '../../app/status.tsx'
import { Button, DataTable, Notice } from '../../ui/index.ts'

/** What the disk has altered or lost, until a supervisor has seen to it. */
export const Damage = ({ rows }: { rows: readonly DamageRow[] }) => {
  const { queries } = useTerminal()
  const { session } = useStatus()
  const cache = useQueryClient()
  const see = useMutation(
    queries.diagnostics.seeDamage.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: queries.diagnostics.key() }),
    }),
  )
  return (
    <>
      <Notice
        tone="refused"
        word="Damaged"
        happened="This terminal's disk has altered or lost something that was recorded."
        kept="What was altered is not sent as it reads now. All else is there."
        next="See to each line below, and have the disk looked at. Then a supervisor says that it is done."
      />
      <DataTable
        label="Damage"
        rows={rows}
        rowKey={({ kind, sequence, detail }) => `${kind} ${String(sequence)} ${detail}`}
        columns={[
          {
            id: 'sequence',
            head: 'Number',
            width: '110px',
            align: 'end',
            cell: ({ sequence }) => sequence ?? '–',
          },
          { id: 'text', head: 'What happened', cell: ({ text }) => text },
        ]}
      />
      {session?.role === 'supervisor' && (
        <Button
          onPress={() => {
            see.mutate({})
          }}
        >
          It has been seen to
        </Button>
      )}
    </>
  )
}
