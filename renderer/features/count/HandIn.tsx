import type { CountDetail } from '#shared/contract/api/index.ts'
import { formatCount, plural } from '#shared/words/format.ts'
import { useCommand } from '../../work/save/command.ts'
import { Dialog } from '../../ui/index.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import { progressOf } from './entries.ts'

type Props = { detail: CountDetail; onClose: () => void; onDone: () => void }

/** The count is done: it goes to a supervisor. What was not counted is neither zero nor wrong. */
export const HandIn = ({ detail, onClose, onDone }: Props) => {
  const { state, isBusy, run } = useCommand(onDone)
  const { left } = progressOf(detail)
  return (
    <Dialog
      title={left === 0 ? 'Hand the count in?' : 'Hand it in although bins are left?'}
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Go on counting', onAct: onClose },
        {
          key: 'F12',
          label: 'Hand in',
          primary: true,
          isDisabled: isBusy,
          onAct: () => {
            run({ type: 'SubmitCount', count: detail.count })
          },
        },
      ]}
    >
      <p>
        {left === 0
          ? 'Every bin has been counted.'
          : `${formatCount(left, 'bin has', 'bins have')} not been counted. ${plural(left, 'Its', 'Their')} book stays as it is.`}
      </p>
      <p>
        A supervisor looks at it then. What others are still counting without a network is added
        when it comes, and marked as late.
      </p>
      <CommandNotice state={state} next="Look at the count again: it may have been handed in." />
    </Dialog>
  )
}
