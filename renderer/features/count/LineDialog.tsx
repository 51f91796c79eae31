import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CountLineRow } from '#shared/contract/api/index.ts'
import { dayAndTime } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { BeforeAfter, ChoiceField, Code, Dialog, Notice } from '../../ui/index.ts'
import { useCommand } from '../../work/save/command.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import { useNow } from '../../work/words/time.ts'
import { lineWords } from './lines.ts'

type Props = { line: CountLineRow; onClose: () => void }

const decided = new Set<CountLineRow['state']>(['approved', 'posted'])

/** One line: accepted as counted, with a reason, or counted again. */
export const LineDialog = ({ line, onClose }: Props) => {
  const { queries } = useTerminal()
  const now = useNow()
  const { state, isBusy, run } = useCommand(onClose)
  const reasons = useQuery(queries.stock.reasons.queryOptions())
  const [reason, setReason] = useState<string | undefined>(line.reason ?? undefined)
  const { count, bin, sku, book, counted, countedBy, terminal, occurredAt } = line
  const isDecided = decided.has(line.state)
  return (
    <Dialog
      large
      title={`${sku} in ${bin}`}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Close', onAct: onClose },
        {
          key: 'F8',
          label: 'Count it again',
          isDisabled: isBusy || isDecided,
          onAct: () => {
            run({ type: 'RequestRecount', count, lines: [{ bin, sku }] })
          },
        },
        {
          key: 'F12',
          label: 'Accept as counted',
          primary: true,
          isDisabled:
            isBusy ||
            isDecided ||
            line.state === 'own' ||
            (line.state === 'needs-reason' && reason === undefined),
          onAct: () => {
            run({
              type: 'AcceptCountLine',
              count,
              line: line.line,
              counted,
              ...(reason !== undefined && { reason }),
            })
          },
        },
      ]}
    >
      <p>
        {line.name}: {lineWords[line.state]}. {countedBy} on <Code>{terminal}</Code>,{' '}
        {dayAndTime(occurredAt, now)}
        {line.late && ', after the count was handed in'}.
      </p>
      {book !== null && (
        <BeforeAfter
          before={book}
          after={counted}
          beforeLabel="book, as of the count"
          afterLabel="counted"
          alarming={book !== counted}
        />
      )}
      {line.incomplete && (
        <Notice
          tone="warning"
          word="Incomplete"
          happened={
            line.state === 'posted'
              ? 'Events of the book were missing where this was posted: what it was off by cannot be told.'
              : 'Events of the book are missing on this terminal: what it is off by cannot be told.'
          }
          next={
            line.state === 'posted'
              ? 'The book was set to what was counted.'
              : 'The book will be set to what was counted.'
          }
        />
      )}
      {line.state === 'own' && <p>You counted this yourself. Another supervisor approves it.</p>}
      {!isDecided && (
        <ChoiceField
          label="Why is it off?"
          value={reason}
          onChange={setReason}
          choices={(reasons.data ?? []).map(({ reason: value, text }) => ({ value, label: text }))}
        />
      )}
      <CommandNotice state={state} next="Look at the line again: it may have changed." />
    </Dialog>
  )
}
