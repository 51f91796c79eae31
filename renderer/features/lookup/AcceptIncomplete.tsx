import { describeStream } from '#shared/words/index.ts'
import { useCommand } from '../../work/save/command.ts'
import { Dialog } from '../../ui/index.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import { useStatus } from '../../work/screen/status.tsx'

type Props = { stream: string; unreadable: boolean; onClose: () => void }

/** A supervisor's word, for this terminal and for what is missing now. */
export const AcceptIncomplete = ({ stream, unreadable, onClose }: Props) => {
  const { terminal } = useStatus()
  const { state, isBusy, run } = useCommand(onClose)
  return (
    <Dialog
      alert
      title="Go on with what is known?"
      onClose={onClose}
      actions={[
        { key: 'Escape', label: 'Leave it', onAct: onClose },
        {
          key: 'F12',
          label: 'Go on',
          primary: true,
          isDisabled: isBusy || terminal === null,
          onAct: () => {
            if (terminal !== null) run({ type: 'AcceptIncomplete', terminal, stream })
          },
        },
      ]}
    >
      <p>
        Part of what was recorded about {describeStream(stream)}{' '}
        {unreadable ? 'cannot be read by' : 'is missing on'} this terminal. From now on it is worked
        at here as if that had never been: a pick may be refused although the goods are there, or a
        bin may hold less than is shown.
      </p>
      {unreadable && (
        <p>
          Update the terminal instead, if you can: a newer version may have recorded what gives the
          rest another meaning, such as goods that are not to be picked.
        </p>
      )}
      <p>
        It stays marked as incomplete. A count of its bins sets it right. What turns out to be
        missing later is asked about again.
      </p>
      <CommandNotice state={state} next="Look at the product again: it may have changed." />
    </Dialog>
  )
}
