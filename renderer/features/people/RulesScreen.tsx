import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReasonRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, ChoiceField, Code, DataTable, Loading, type Column } from '../../ui/index.ts'
import { AddReason } from './AddReason.tsx'
import { CommandDialog } from './CommandDialog.tsx'
import { rulesOf, type Rule, type RuleRow } from './countRules.ts'
import { directionWords } from './directions.ts'
import { ManageScreen } from './ManageScreen.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import css from './RulesScreen.module.css'
import { said } from './said.ts'

const policies = [
  {
    value: 'refuse',
    label: 'Refuse it',
    note: 'Nothing leaves a bin that its book does not hold.',
  },
  {
    value: 'warn',
    label: 'Record it, and say so',
    note: 'The book goes below zero until the bin is counted.',
  },
] as const

type Policy = (typeof policies)[number]['value']
type Open =
  | { kind: 'rule'; rule: Rule }
  | { kind: 'policy'; policy: Policy }
  | { kind: 'add' }
  | { kind: 'reason'; row: ReasonRow }

/** What holds in this warehouse: stock below zero, counting and settling, and the reasons for an adjustment. */
export const RulesScreen = () => {
  const { queries } = useTerminal()
  const warehouse = useQuery(queries.warehouse.get.queryOptions())
  const reasons = useQuery(queries.stock.reasons.queryOptions())
  const [open, setOpen] = useState<Open>()
  const [last, setLast] = useState<Command>()
  const close = () => {
    setOpen(undefined)
  }
  const saved = (command: Command) => {
    setLast(command)
    close()
  }
  return (
    <ManageScreen
      name="rules"
      title="What holds here"
      said={last && said(last)}
      actions={[
        {
          key: 'F2',
          label: 'Add a reason',
          primary: true,
          onAct: () => {
            setOpen({ kind: 'add' })
          },
        },
      ]}
    >
      {(warehouse.isPending || reasons.isPending) && <Loading what="Looking what holds here" />}
      {(warehouse.isError || reasons.isError) && (
        <Broken
          what="The rules could not be read."
          onRetry={() => {
            void warehouse.refetch()
            void reasons.refetch()
          }}
        />
      )}
      {warehouse.data && (
        <ChoiceField<Policy>
          label="When somebody takes more than the book holds"
          value={warehouse.data.negativeStock}
          choices={policies}
          onChange={(policy) => {
            if (policy !== warehouse.data?.negativeStock) setOpen({ kind: 'policy', policy })
          }}
        />
      )}
      {warehouse.data && (
        <div className={css['rules']}>
          <DataTable
            label="Rules for counting and settling"
            rows={rulesOf(warehouse.data)}
            rowKey={({ rule }) => rule}
            touch
            columns={ruleColumns}
            onOpen={({ rule }) => {
              setOpen({ kind: 'rule', rule })
            }}
          />
        </div>
      )}
      {reasons.data && (
        <div className={css['rules']}>
          <DataTable
            label="Reasons for an adjustment"
            rows={reasons.data}
            rowKey={({ reason }) => reason}
            touch
            columns={reasonColumns}
            onOpen={(row) => {
              setOpen({ kind: 'reason', row })
            }}
          />
        </div>
      )}
      {open?.kind === 'rule' && warehouse.data && (
        <RuleDialog rule={open.rule} warehouse={warehouse.data} onClose={close} onSaved={saved} />
      )}
      {open?.kind === 'policy' && (
        <CommandDialog
          title="Change what holds for everybody?"
          verb="Change it"
          command={{ type: 'ChangeNegativeStockPolicy', policy: open.policy }}
          onClose={close}
          onSaved={saved}
        >
          <p>
            When somebody takes more than the book holds:{' '}
            <b>{policies.find(({ value }) => value === open.policy)?.label}</b>.{' '}
            {policies.find(({ value }) => value === open.policy)?.note}
          </p>
        </CommandDialog>
      )}
      {open?.kind === 'reason' && <ReasonDialog row={open.row} onClose={close} onSaved={saved} />}
      {open?.kind === 'add' && <AddReason onClose={close} onSaved={saved} />}
    </ManageScreen>
  )
}

const ruleColumns: Column<RuleRow>[] = [
  {
    id: 'rule',
    head: 'Rule',
    cell: ({ label, means }) => (
      <>
        {label}
        <span className={css['means']}>{means}</span>
      </>
    ),
  },
  { id: 'now', head: 'Now', width: '40%', cell: ({ now }) => <b className={css['now']}>{now}</b> },
]

const reasonColumns: Column<ReasonRow>[] = [
  {
    id: 'reason',
    head: 'Reason for an adjustment',
    width: '30%',
    cell: ({ reason }) => <Code>{reason}</Code>,
  },
  { id: 'text', head: 'Means', cell: ({ text }) => text },
  {
    id: 'direction',
    head: 'In the book',
    width: '30%',
    cell: ({ direction }) => directionWords[direction],
  },
]
