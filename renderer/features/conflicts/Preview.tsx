import type { ConflictDetail } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import { BeforeAfter, Dialog, quantityOf } from '../../ui/index.ts'
import type { CommandState } from '../../work/save/command.ts'
import { choiceWords } from './choices.ts'
import type { Draft } from './draft.ts'
import css from './Preview.module.css'
import { binsOf, stockAfter, stockIn } from './stockAfter.ts'

type Props = {
  conflict: ConflictDetail
  draft: Draft
  elsewhere: Readonly<Record<string, number>>
  command: CommandState
  onClose: () => void
  onSettle: () => void
}

/** What a settlement will leave, before it is confirmed. */
export const Preview = ({ conflict, draft, elsewhere, command, onClose, onSettle }: Props) => {
  const isBusy = command.kind === 'saving' || command.kind === 'unanswered'
  const after = stockAfter(conflict, draft, elsewhere)
  const bins = binsOf(conflict, after)
  const quantity = quantityOf(draft.quantity)
  const words = draft.choice && choiceWords[draft.choice]
  return (
    <Dialog
      title={words?.label ?? ''}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Not yet', onAct: onClose },
        { key: 'F12', label: 'Settle it', onAct: onSettle, primary: true, isDisabled: isBusy },
      ]}
    >
      <p className={css['does']}>
        {conflict.summary}.{' '}
        {words?.needs === 'quantity' &&
          `It was ${quantity === undefined ? '' : formatNumber(quantity)}. `}
        {words?.needs === 'bin' && `It was bin ${draft.bin ?? ''}. `}
        {words?.does}
      </p>
      {bins.length === 0 && <p>It changes no stock.</p>}
      {bins.map((bin) => {
        const left = stockIn(after ?? {}, bin)
        return (
          <BeforeAfter
            key={bin}
            before={stockIn({ ...elsewhere, ...conflict.now }, bin)}
            after={left}
            beforeLabel={`now in ${bin}`}
            afterLabel="after"
            alarming={left < 0}
          />
        )
      })}
      {draft.note.trim() !== '' && <p className={css['note']}>“{draft.note.trim()}”</p>}
      <CommandNotice state={command} next="Close this and look at it again: it may have changed." />
    </Dialog>
  )
}
