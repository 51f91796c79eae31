import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Grid3x3 } from 'lucide-react'
import { useState } from 'react'
import type { BinRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { formatCount, formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Code, DataTable, Empty, TextField, type Column } from '../../ui/index.ts'
import { Answered } from '../../work/screen/Answered.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { ManageScreen } from './ManageScreen.tsx'
import { RegisterBin } from './RegisterBin.tsx'
import { said } from './said.ts'

/** The bins of this warehouse. */
export const BinsScreen = () => {
  const { queries } = useTerminal()
  const go = useGo()
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [last, setLast] = useState<Command>()
  const warehouse = useQuery(queries.warehouse.get.queryOptions())
  const query = useQuery({
    ...queries.stock.searchBins.queryOptions({ input: { text, limit: 500 } }),
    placeholderData: keepPreviousData,
  })
  const count = warehouse.data?.bins
  return (
    <ManageScreen
      name="bins"
      title={count === undefined ? 'Bins' : formatCount(count, 'bin', 'bins')}
      said={last && said(last)}
      actions={[
        {
          key: 'F2',
          label: 'Register a bin',
          primary: true,
          onAct: () => {
            setIsOpen(true)
          },
        },
      ]}
    >
      <TextField
        label="Find a bin"
        quietLabel
        type="search"
        placeholder="Find by address or zone"
        value={text}
        onChange={setText}
      />
      <Answered
        of={{ bins: query }}
        reading="Looking for bins"
        broken="The bins could not be read."
      >
        {({ bins }) => (
          <DataTable
            label="Bins"
            rows={bins}
            rowKey={({ bin }) => bin}
            columns={columns}
            onOpen={({ bin }) => {
              go('bin', { bin })
            }}
            empty={
              <Empty icon={Grid3x3} title={text === '' ? 'No bins yet' : 'No bin is called that'}>
                {text === '' ? 'Register one, or import them from a file.' : 'Try fewer letters.'}
              </Empty>
            }
          />
        )}
      </Answered>
      {isOpen && (
        <RegisterBin
          onClose={() => {
            setIsOpen(false)
          }}
          onSaved={(command) => {
            setLast(command)
            setIsOpen(false)
          }}
        />
      )}
    </ManageScreen>
  )
}

const columns: Column<BinRow>[] = [
  { id: 'bin', head: 'Bin', width: '40%', cell: ({ bin }) => <Code strong>{bin}</Code> },
  { id: 'zone', head: 'Zone', cell: ({ zone }) => (zone === '' ? '–' : zone) },
  {
    id: 'skus',
    head: 'Products in it',
    width: '180px',
    align: 'end',
    cell: ({ skus }) => (skus === null ? 'covered' : skus === 0 ? 'empty' : formatNumber(skus)),
  },
]
