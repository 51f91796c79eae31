import type { Session } from '#shared/contract/api/index.ts'
import { ActionBar, Cover, DeskFrame, Notice, Strip } from '../ui/index.ts'

type Props = {
  /** Who had it in hand. */
  whose: Session
  /** That something in words: "3 of HL-U509-R". */
  what: string
  /** Locks again, so that they can go on. */
  onLeave: () => void
  onDrop: () => void
}

/** Asks whoever signs in after somebody else before that one's unrecorded entry is dropped. Their screen stays covered. */
export const LeftInHand = ({ whose, what, onLeave, onDrop }: Props) => (
  <Cover alert label={`${whose.name} left something unrecorded`}>
    <DeskFrame
      strip={<Strip place="Tallydeck" title="Locked" />}
      title={`${whose.name} left something unrecorded`}
      actions={
        <ActionBar
          actions={[
            { key: 'Escape', label: `Leave it to ${whose.name}`, primary: true, onAct: onLeave },
            { key: 'F9', label: 'Drop it', onAct: onDrop },
          ]}
        />
      }
    >
      <Notice
        tone="warning"
        happened={`${what} is not recorded yet.`}
        kept={`What ${whose.name} recorded before is safe.`}
        next={`Tell ${whose.name}, or drop it: then nobody has recorded it.`}
      />
    </DeskFrame>
  </Cover>
)
