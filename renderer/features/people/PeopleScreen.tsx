import { useQuery } from '@tanstack/react-query'
import { useState, type ComponentProps } from 'react'
import type { OperatorRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { formatCount } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Mark, type Column } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { IssuePin } from './IssuePin.tsx'
import { ManageScreen } from './ManageScreen.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { RegisterOperator } from './RegisterOperator.tsx'
import { said } from './said.ts'

/** Who works here, and what each may do. */
export const PeopleScreen = () => {
  const { queries } = useTerminal()
  const query = useQuery(queries.session.operators.queryOptions())
  const [open, setOpen] = useState<{ operator?: string }>()
  const [last, setLast] = useState<Command>()
  /** Somebody new, who is given a PIN at once. */
  const [issuing, setIssuing] = useState<ComponentProps<typeof IssuePin>['person']>()
  const rows = query.data ?? []
  const person = rows.find(({ operator }) => operator === open?.operator)
  const close = () => {
    setOpen(undefined)
  }
  const saved = (command: Command) => {
    setLast(command)
    close()
    if (command.type === 'RegisterOperator')
      setIssuing({ operator: command.operator, name: command.name, hasPin: false })
  }
  const active = rows.filter(({ status }) => status === 'active').length
  return (
    <ManageScreen
      name="people"
      title={
        query.isSuccess ? formatCount(active, 'person works here', 'people work here') : 'People'
      }
      said={last && said(last)}
      actions={[
        {
          key: 'F2',
          label: 'Register somebody',
          primary: true,
          onAct: () => {
            setOpen({})
          },
        },
      ]}
    >
      <Answered
        of={{ query }}
        reading="Looking who works here"
        broken="The people could not be read."
      >
        {() => (
          <DataTable
            label="People"
            rows={rows}
            rowKey={({ operator }) => operator}
            columns={columns}
            onOpen={({ operator }) => {
              setOpen({ operator })
            }}
            touch
          />
        )}
      </Answered>
      {open !== undefined && open.operator === undefined && (
        <RegisterOperator onClose={close} onSaved={saved} />
      )}
      {issuing && (
        <IssuePin
          person={issuing}
          onClose={() => {
            setIssuing(undefined)
          }}
        />
      )}
      {person && <PersonDialog person={person} onClose={close} onSaved={saved} />}
    </ManageScreen>
  )
}

const columns: Column<OperatorRow>[] = [
  {
    id: 'operator',
    head: 'Signs in as',
    width: '24%',
    cell: ({ operator }) => <Code>{operator}</Code>,
  },
  { id: 'name', head: 'Name', cell: ({ name }) => name },
  {
    id: 'role',
    head: 'May',
    width: '20%',
    cell: ({ role, status }) =>
      status === 'deactivated'
        ? 'no longer sign in'
        : role === 'supervisor'
          ? 'everything'
          : 'work on the floor',
  },
  {
    id: 'pin',
    head: 'PIN',
    width: '190px',
    yields: true,
    cell: ({ hasPin, issuedUntil, status }) => {
      if (status === 'deactivated') return '–'
      if (!hasPin) return 'none yet'
      return issuedUntil === null ? 'chosen' : 'for once'
    },
  },
  {
    id: 'pending',
    head: 'Known',
    width: '170px',
    cell: ({ pending }) => <Mark certainty={pending ? 'pending' : 'confirmed'} />,
  },
]
