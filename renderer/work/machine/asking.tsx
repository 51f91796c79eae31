import { formatCount, formatNumber } from '#shared/words/format.ts'
import { Code, Dialog, type Action } from '../../ui/index.ts'

type FirstProps = {
  /** What is in hand, in words: "3 of HL-U509-R". */
  inHand: string
  /** What came: the code of a product or a bin; undefined where something was pressed. */
  came: string | undefined
  /** Records what is in hand and goes on; undefined while it is not complete. */
  record: { label: string; onAct: () => void } | undefined
  /** Lets what is in hand be at the bin that came. */
  onChangeBin?: (() => void) | undefined
  onDrop?: (() => void) | undefined
  onStay: () => void
}

/** Asks before what is in hand gives way to something else. What came waits, and is gone on with. */
export const FirstDialog = ({ inHand, came, record, onChangeBin, onDrop, onStay }: FirstProps) => {
  const actions: Action[] = [{ key: 'Escape', label: 'Stay', onAct: onStay }]
  if (onChangeBin) actions.push({ key: 'F8', label: 'Change the bin', onAct: onChangeBin })
  if (onDrop) actions.push({ key: 'F9', label: `Drop ${inHand}`, onAct: onDrop })
  if (record) actions.push({ key: 'F12', primary: true, ...record })
  return (
    <Dialog
      alert
      title={record === undefined ? `${inHand} is not recorded` : `Record ${inHand} first?`}
      onClose={onStay}
      actions={actions}
    >
      <p>
        {came !== undefined && (
          <>
            <Code strong>{came}</Code> came while {inHand} is in hand.{' '}
          </>
        )}
        Nothing is recorded yet, and nothing is dropped.
      </p>
    </Dialog>
  )
}

/** Asks before what is in hand is dropped for nothing. */
export const DropDialog = ({
  inHand,
  onDrop,
  onStay,
}: Pick<FirstProps, 'inHand' | 'onStay'> & { onDrop: () => void }) => (
  <Dialog
    alert
    title={`Drop ${inHand}?`}
    onClose={onStay}
    actions={[
      { key: 'Escape', label: 'Keep it', primary: true, onAct: onStay },
      { key: 'F9', label: 'Drop it', onAct: onDrop },
    ]}
  >
    <p>It is in hand and not recorded. What you recorded before is safe.</p>
  </Dialog>
)

type ReallyProps = {
  quantity: number
  sku: string
  /** What the key that records it says: "Pick". */
  verb: string
  onMeant: () => void
  onChange: () => void
}

/** Asks about a number that is more likely a slip than goods. */
export const ReallyDialog = ({ quantity, sku, verb, onMeant, onChange }: ReallyProps) => (
  <Dialog
    alert
    title={`Really ${formatNumber(quantity)}?`}
    onClose={onChange}
    actions={[
      { key: 'Escape', label: 'Change it', primary: true, onAct: onChange },
      { key: 'F9', label: `${verb} ${formatNumber(quantity)}`, onAct: onMeant },
    ]}
  >
    <p>That is a lot of {sku}. Nothing is recorded yet.</p>
  </Dialog>
)

type LeaveProps = {
  /** What is in hand, in words: "3 of HL-U509-R". */
  inHand: string | undefined
  /** Scans that were not used yet. */
  waiting: number
  onStay: () => void
  onLeave: () => void
}

/** Asks before something that was entered, but not recorded, is dropped. */
export const LeaveDialog = ({ inHand, waiting, onStay, onLeave }: LeaveProps) => (
  <Dialog
    alert
    title="Leave without recording?"
    onClose={onStay}
    actions={[
      { key: 'Escape', label: 'Stay', primary: true, onAct: onStay },
      { key: 'F9', label: 'Leave', onAct: onLeave },
    ]}
  >
    <p>
      {inHand === undefined
        ? 'What you did last may not be recorded yet.'
        : `${inHand} is in hand and not recorded.`}
      {waiting > 0 && ` ${formatCount(waiting, 'scan was', 'scans were')} not used yet.`} What you
      recorded before is safe.
    </p>
  </Dialog>
)
