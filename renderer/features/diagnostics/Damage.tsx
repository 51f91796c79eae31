import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DamageRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Button, DataTable, Notice } from '../../ui/index.ts'

/** What the disk has altered or lost, until a supervisor has seen to it. */
export const Damage = ({ rows }: { rows: readonly DamageRow[] }) => {
  const { client, queries } = useTerminal()
  const cache = useQueryClient()
  const [hasFailed, setHasFailed] = useState(false)

  const see = async (): Promise<void> => {
    setHasFailed(false)
    try {
      await client.diagnostics.seeDamage()
      await cache.invalidateQueries({ queryKey: queries.diagnostics.key() })
    } catch {
      setHasFailed(true)
    }
  }

  return (
    <>
      <Notice
        tone="refused"
        word="Damaged"
        happened="This terminal's disk has altered or lost something that was recorded."
        kept="What was altered is not sent as it reads now. All else is there."
        next="See to each line below, and have the disk looked at. Then say here that it is done."
      />
      <DataTable
        label="Damage"
        rows={rows}
        rowKey={({ kind, sequence, detail, foundAt }) =>
          `${kind} ${String(sequence)} ${detail} ${foundAt}`
        }
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
      {hasFailed && (
        <Notice
          tone="warning"
          happened="The terminal did not take that."
          kept="What was found stays listed."
          next="Press it again."
        />
      )}
      <Button onPress={() => void see()}>It has been seen to</Button>
    </>
  )
}
