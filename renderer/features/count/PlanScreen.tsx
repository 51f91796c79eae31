import { useQuery } from '@tanstack/react-query'
import { Grid3x3 } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { DueRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { useCommand } from '../../app/command.ts'
import { CommandNotice } from '../../app/CommandNotice.tsx'
import { ProductFinder } from '../../app/job/finders.tsx'
import { countPath, paths } from '../../app/paths.ts'
import { DeskScreen } from '../../app/screens.tsx'
import { dayAndTime, useNow } from '../../app/time.ts'
import {
  Broken,
  Code,
  DataTable,
  Empty,
  Loading,
  Segments,
  SelectField,
  TextField,
  type Column,
} from '../../ui/index.ts'
import { PlanForm } from './PlanForm.tsx'
import css from './PlanScreen.module.css'
import { nameOf, openCount, problemsOfPlan, shownBins, zonesOf, type Plan } from './planning.ts'

/** How many days may pass before a bin is due again: bins whose goods move most are counted most. */
const cycle = { A: 30, B: 90, C: 180 }

/** Which bins, which products, how. Bins that should be counted come first. */
export const PlanScreen = () => {
  const { queries } = useTerminal()
  const [, navigate] = useLocation()
  const now = useNow()
  const [plan, setPlan] = useState<Plan>(() => ({
    count: nameOf(new Date(), crypto.randomUUID()),
    bins: new Set(),
    skus: [],
    blind: true,
    quantity: '',
    percent: '',
    value: '',
  }))
  const [filter, setFilter] = useState({ zone: '', text: '', onlyDue: true })
  const [isFinding, setIsFinding] = useState(false)
  const due = useQuery(
    queries.counts.due.queryOptions({ input: { by: 'frequency', days: cycle, limit: 5000 } }),
  )
  const { state, isBusy, run } = useCommand(() => {
    navigate(countPath(plan.count))
  })
  const change = (part: Partial<Plan>) => {
    setPlan({ ...plan, ...part })
  }
  const all = due.data ?? []
  const shown = shownBins(all, filter)
  const command = openCount(plan)
  const back = () => {
    navigate(paths.counts)
  }

  return (
    <>
      <DeskScreen
        name="Count"
        title="What is to be counted?"
        onBack={back}
        actions={[
          { key: 'Escape', label: 'Leave it', onAct: back },
          {
            key: 'F3',
            label: `Take all ${shown.length.toLocaleString('en')}`,
            isDisabled: shown.length === 0,
            onAct: () => {
              change({ bins: new Set([...plan.bins, ...shown.map(({ bin }) => bin)]) })
            },
          },
          {
            key: 'F4',
            label: 'Take none',
            isDisabled: plan.bins.size === 0,
            onAct: () => {
              change({ bins: new Set() })
            },
          },
          {
            key: 'F6',
            label: 'Add a product',
            onAct: () => {
              setIsFinding(true)
            },
          },
          {
            key: 'F12',
            label: `Open with ${plan.bins.size === 1 ? '1 bin' : `${plan.bins.size.toLocaleString('en')} bins`}`,
            primary: true,
            isDisabled: isBusy || command === undefined,
            onAct: () => {
              if (command !== undefined) run(command)
            },
          },
        ]}
      >
        <CommandNotice state={state} />
        <div className={css['plan']}>
          <div className={css['bins']}>
            <div className={css['filters']}>
              <Segments
                label="Show bins"
                value={filter.onlyDue ? 'due' : 'all'}
                onChange={(value) => {
                  setFilter({ ...filter, onlyDue: value === 'due' })
                }}
                choices={[
                  { value: 'due', label: 'that are due' },
                  { value: 'all', label: 'all' },
                ]}
              />
              <SelectField
                label="Zone"
                value={filter.zone}
                onChange={(zone) => {
                  setFilter({ ...filter, zone })
                }}
                choices={[
                  { value: '', label: 'every zone' },
                  ...zonesOf(all).map((zone) => ({ value: zone, label: zone })),
                ]}
              />
              <TextField
                label="Find a bin"
                type="search"
                takesScans
                value={filter.text}
                onChange={(text) => {
                  setFilter({ ...filter, text })
                }}
              />
            </div>
            {due.isPending && <Loading what="Looking which bins are due" />}
            {due.isError && (
              <Broken what="The bins could not be read." onRetry={() => void due.refetch()} />
            )}
            {due.isSuccess && (
              <DataTable
                label="Bins to count"
                rows={shown}
                rowKey={({ bin }) => bin}
                columns={columns(plan.bins, now)}
                onOpen={({ bin }) => {
                  const bins = new Set(plan.bins)
                  if (!bins.delete(bin)) bins.add(bin)
                  change({ bins })
                }}
                empty={
                  <Empty icon={Grid3x3} title={filter.onlyDue ? 'No bin is due' : 'No such bin'}>
                    {filter.onlyDue
                      ? 'All have been counted lately. Show all to count some anyway.'
                      : 'Choose another zone, or fewer letters.'}
                  </Empty>
                }
              />
            )}
          </div>
          <PlanForm plan={plan} problems={problemsOfPlan(plan)} onChange={change} />
        </div>
      </DeskScreen>
      {isFinding && (
        <ProductFinder
          bin={undefined}
          initialSearch=""
          onClose={() => {
            setIsFinding(false)
          }}
          onPick={({ sku }) => {
            change({ skus: [...new Set([...plan.skus, sku])] })
            setIsFinding(false)
          }}
        />
      )}
    </>
  )
}

const because: Readonly<Record<DueRow['because'], string>> = {
  'negative-stock': 'its book is below zero',
  conflict: 'a conflict touched it',
  'never-counted': 'never counted',
  due: 'due',
  'not-due': 'not due',
}

const columns = (taken: ReadonlySet<string>, now: number): Column<DueRow>[] => [
  { id: 'taken', head: '', width: '52px', cell: ({ bin }) => (taken.has(bin) ? <b>✓</b> : '') },
  { id: 'bin', head: 'Bin', cell: ({ bin }) => <Code strong>{bin}</Code> },
  { id: 'zone', head: 'Zone', width: '18%', cell: ({ zone }) => zone },
  { id: 'class', head: 'Class', width: '76px', cell: (row) => row.class },
  {
    id: 'because',
    head: 'Why',
    width: '32%',
    cell: (row) =>
      row.lastCounted === null
        ? because[row.because]
        : `${because[row.because]}, last ${dayAndTime(row.lastCounted, now)}`,
  },
]
