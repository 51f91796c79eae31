import { useState } from 'react'
import type { ConflictRow } from '#shared/contract/api/index.ts'
import { dayAndTime, formatCount, formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { DataTable, Dialog, Notice, type Column } from '../../ui/index.ts'
import { byWhom } from '../../work/words/byWhom.ts'
import { useNow } from '../../work/words/time.ts'
import { choiceWords } from './choices.ts'
import { settle, type Draft } from './draft.ts'
import css from './SettleTogether.module.css'
import { nobodyYet, settleTogether } from './together.ts'

/** Conflicts that one settlement fits. */
export type Alike = {
  conflicts: readonly ConflictRow[]
  draft: Draft
}

type Props = Alike & { onClose: () => void }

/** Many alike, settled in the same way after a look at each. A row that is opened is left out, or taken in again. */
export const SettleTogether = ({ conflicts: offered, draft, onClose }: Props) => {
  const { client } = useTerminal()
  const now = useNow()
  // What was looked at is what is settled: rows do not come and go under the finger.
  const [rows] = useState(() => offered.map((row) => ({ ...row, id: crypto.randomUUID() })))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [so, setSo] = useState(nobodyYet)
  const [stage, setStage] = useState<'looking' | 'settling' | 'done'>('looking')
  const taken = rows.filter(({ conflict }) => !left.has(conflict))
  const done = so.settled.length + so.refused.length + so.unanswered.length

  const run = async (): Promise<void> => {
    setStage('settling')
    const items = taken.flatMap(({ conflict, id }) => {
      const command = settle(conflict, draft)
      return command === undefined || so.settled.includes(conflict)
        ? []
        : [{ conflict, id, command }]
    })
    await settleTogether(items, (id, command) => client.stock.execute({ id, command }), setSo)
    setStage('done')
  }
  const toggle = ({ conflict }: ConflictRow) => {
    if (stage !== 'looking') return
    const next = new Set(left)
    if (!next.delete(conflict)) next.add(conflict)
    setLeft(next)
  }
  const columns: Column<ConflictRow>[] = [
    {
      id: 'taken',
      head: 'Taken',
      width: '96px',
      cell: ({ conflict }) => (left.has(conflict) ? 'left out' : <b>✓</b>),
    },
    { id: 'what', head: 'What was done', cell: ({ summary }) => summary },
    {
      id: 'who',
      head: 'Who, when',
      width: '220px',
      cell: ({ raisedBy, via, occurredAt }) =>
        `${byWhom(raisedBy, via)}, ${dayAndTime(occurredAt, now)}`,
    },
    {
      id: 'leaves',
      head: 'Leaves',
      width: '180px',
      cell: ({ choices }) =>
        Object.entries(choices.find(({ choice }) => choice === draft.choice)?.leaves ?? {})
          .map(([bin, quantity]) => `${formatNumber(quantity)} in ${bin}`)
          .join(', '),
    },
  ]

  return (
    <Dialog
      large
      alert={stage === 'settling'}
      title={`${draft.choice === undefined ? '' : choiceWords[draft.choice].label}: ${formatCount(taken.length, 'conflict', 'conflicts')}`}
      onClose={() => {
        if (stage !== 'settling') onClose()
      }}
      actions={[
        {
          key: 'Escape',
          label: stage === 'done' ? 'Close' : 'Not yet',
          isDisabled: stage === 'settling',
          onAct: onClose,
        },
        {
          key: 'F12',
          label:
            stage === 'settling'
              ? `${formatNumber(done)} of ${formatNumber(taken.length)}`
              : `Settle ${formatNumber(taken.length)}`,
          primary: true,
          isDisabled: stage !== 'looking' || taken.length === 0,
          onAct: () => void run(),
        },
      ]}
    >
      {stage === 'done' && (
        <Notice
          tone={so.refused.length + so.unanswered.length === 0 ? 'good' : 'warning'}
          happened={`${formatNumber(so.settled.length)} settled.`}
          kept={
            so.refused.length + so.unanswered.length > 0 &&
            `${formatNumber(so.refused.length + so.unanswered.length)} could not be settled and are still open. ${so.refused[0]?.message ?? ''}`
          }
        />
      )}
      <div className={css['rows']}>
        <DataTable
          label="Conflicts to settle together"
          rows={rows}
          rowKey={({ conflict }) => conflict}
          columns={columns}
          onOpen={toggle}
        />
      </div>
      <p className={css['hint']}>Press a row to leave it out.</p>
    </Dialog>
  )
}
