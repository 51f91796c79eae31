import { Dialog, formatQuantity } from '../../ui/index.ts'

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
    title={`Really ${formatQuantity(quantity)}?`}
    onClose={onChange}
    actions={[
      { key: 'Escape', label: 'Change it', primary: true, onAct: onChange },
      { key: 'F9', label: `${verb} ${formatQuantity(quantity)}`, onAct: onMeant },
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
      {waiting > 0 && ` ${formatQuantity(waiting)} scans were not used yet.`} What you recorded
      before is safe.
    </p>
  </Dialog>
)
