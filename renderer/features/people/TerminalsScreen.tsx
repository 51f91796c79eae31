import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TerminalRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { dayAndTime, formatCount } from '#shared/words/format.ts'
import { describeClock } from '#shared/words/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Mark, type Column } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { CommandDialog } from './CommandDialog.tsx'
import { ManageScreen } from './ManageScreen.tsx'
import { said } from './said.ts'

/** The terminals that are known here; one that is lost or broken is retired. */
export const TerminalsScreen = () => {
  const { queries } = useTerminal()
  const query = useQuery(queries.warehouse.terminals.queryOptions())
  const [retiring, setRetiring] = useState<string>()
  const [last, setLast] = useState<Command>()
  const close = () => {
    setRetiring(undefined)
  }
  const rows = query.data ?? []
  const enrolled = rows.filter(({ status }) => status === 'enrolled').length
  return (
    <ManageScreen
      name="terminals"
      title={query.isSuccess ? formatCount(enrolled, 'terminal', 'terminals') : 'Terminals'}
      said={last && said(last)}
    >
      <Answered
        of={{ query }}
        reading="Looking for terminals"
        broken="The terminals could not be read."
      >
        {() => (
          <DataTable
            label="Terminals"
            rows={rows}
            rowKey={({ terminal }) => terminal}
            columns={columns}
            touch
            onOpen={({ terminal, status }) => {
              if (status === 'enrolled') setRetiring(terminal)
            }}
          />
        )}
      </Answered>
      {retiring !== undefined && (
        <CommandDialog
          alert
          title={`Retire terminal ${retiring}?`}
          verb="Retire it"
          command={{ type: 'RetireTerminal', terminal: retiring }}
          onClose={close}
          onSaved={(command) => {
            setLast(command)
            close()
          }}
        >
          <p>
            It is shown as retired everywhere, and its name is never given to another one. What was
            recorded on it stays. What it has not sent yet is only on it: let it sync first where
            that is possible.
          </p>
        </CommandDialog>
      )}
    </ManageScreen>
  )
}

/** What a supervisor should know of a terminal besides. */
const remark = ({ clockOffset, restored }: TerminalRow): string =>
  [
    ...(clockOffset === 0 ? [] : [`Its clock ${describeClock(clockOffset)}`]),
    ...(restored === null
      ? []
      : [`Put back from a copy, ${dayAndTime(restored.resumed, Date.now())}`]),
  ].join('. ')

const columns: Column<TerminalRow>[] = [
  {
    id: 'terminal',
    head: 'Terminal',
    cell: ({ terminal, own }) => (
      <>
        <Code strong>{terminal}</Code>
        {own && ' (this one)'}
      </>
    ),
  },
  {
    id: 'warehouse',
    head: 'Warehouse',
    width: '14%',
    cell: ({ warehouse }) => <Code>{warehouse}</Code>,
  },
  {
    id: 'status',
    head: 'State',
    width: '14%',
    cell: ({ status }) => (status === 'enrolled' ? 'in use' : 'retired'),
  },
  { id: 'remark', head: 'Remark', width: '26%', cell: remark },
  {
    id: 'pending',
    head: 'Known',
    width: '170px',
    cell: ({ pending }) => <Mark certainty={pending ? 'pending' : 'confirmed'} />,
  },
]
