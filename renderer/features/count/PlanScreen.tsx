import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Grid3x3 } from 'lucide-react'
import { useState } from 'react'
import type { DueRow } from '#shared/contract/api/index.ts'
import { dayAndTime, formatCount, formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
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
import { ProductFinder } from '../../work/machine/ProductFinder.tsx'
import { useCommand } from '../../work/save/command.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { useNow } from '../../work/words/time.ts'
import { CycleFields, type ClassedBy } from './CycleFields.tsx'
import { PlanForm } from './PlanForm.tsx'
import {
  cycleIn,
  nameOf,
  openCount,
  problemOfDays,
  problemsOfPlan,
  shownBins,
  usualCycle,
  zonesOf,
  type CycleForm,
  type Filter,
  type Plan,
  type Shown,
} from './planning.ts'
import css from './PlanScreen.module.css'

/** Which bins, which products, how. Bins that should be counted come first. */
export const PlanScreen = () => {
  const { queries } = useTerminal()
  const go = useGo()
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
  const [filter, setFilter] = useState<Filter>({
    zone: '',
    text: '',
    shown: 'due',
    days: '90',
  })
  const [by, setBy] = useState<ClassedBy>('frequency')
  const [cycle, setCycle] = useState<CycleForm>(usualCycle)
  // While a number is being typed, what was right before it still holds.
  const [days, setDays] = useState({ A: 30, B: 90, C: 180 })
  const [isFinding, setIsFinding] = useState(false)
  const due = useQuery({
    ...queries.counts.due.queryOptions({
      input: { by, days, limit: 5000 },
    }),
    placeholderData: keepPreviousData,
  })
  const { state, isBusy, run } = useCommand(() => {
    go('count', { count: plan.count })
  })
  const change = (part: Partial<Plan>) => {
    setPlan({ ...plan, ...part })
  }
  const all = due.data ?? []
  const shown = shownBins(all, filter, now)
  const command = openCount(plan)
  const back = () => {
    go('counts')
  }

  return (
    <>
      <DeskScreen
        name="Count"
        title="What is to be counted?"
        backTo="counts"
        actions={[
          { key: 'Escape', label: 'Leave it', onAct: back },
          {
            key: 'F3',
            label: `Take all ${formatNumber(shown.length)}`,
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
            label: `Open with ${formatCount(plan.bins.size, 'bin', 'bins')}`,
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
              <Segments<Shown>
                label="Show bins"
                value={filter.shown}
                onChange={(value) => {
                  setFilter({ ...filter, shown: value })
                }}
                choices={[
                  { value: 'due', label: 'due' },
                  { value: 'stale', label: 'long not counted' },
                  { value: 'doubt', label: 'in doubt' },
                  { value: 'all', label: 'all' },
                ]}
              />
              {filter.shown === 'due' && (
                <CycleFields
                  by={by}
                  days={cycle}
                  onBy={setBy}
                  onDays={(form) => {
                    setCycle(form)
                    setDays(cycleIn(form) ?? days)
                  }}
                />
              )}
              {filter.shown === 'stale' && (
                <TextField
                  label="Not counted for so many days"
                  code
                  value={filter.days}
                  error={problemOfDays(filter.days)}
                  onChange={(typed) => {
                    setFilter({ ...filter, days: typed })
                  }}
                />
              )}
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
                  <Empty icon={Grid3x3} title={nothing[filter.shown].title}>
                    {nothing[filter.shown].next}
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

const nothing: Readonly<Record<Shown, { title: string; next: string }>> = {
  due: {
    title: 'No bin is due',
    next: 'All have been counted lately. Show all to count some anyway.',
  },
  stale: { title: 'All have been counted since', next: 'Choose fewer days, or another zone.' },
  doubt: {
    title: 'No bin is in doubt',
    next: 'Bins with a conflict or a book below zero are listed here.',
  },
  all: { title: 'No such bin', next: 'Choose another zone, or fewer letters.' },
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
  { id: 'class', head: 'Class', width: '112px', cell: (row) => row.class ?? 'covered' },
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
