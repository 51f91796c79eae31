import { useState, type ReactNode } from 'react'
import { Prompt, Trail, type Action, type TrailEntry } from '../../ui/index.ts'
import { useLeaveGuard } from '../screen/leaving.tsx'
import { FloorScreen } from '../screen/screens.tsx'
import type { Place } from '../screen/ways.ts'
import { LeaveDialog } from './asking.tsx'
import { Finders, type Looking } from './Finders.tsx'
import { Questions, type InHand } from './Questions.tsx'
import type { Work } from './useWork.ts'

type Props = {
  work: Work
  title: string
  backTo?: Place
  /** What the next scan should be. */
  prompt: string
  actions: readonly Action[]
  trail: readonly TrailEntry[]
  /** Takes back the newest of the trail; undefined where it can't be. */
  onUndo: (() => void) | undefined
  inHand: InHand
  looking: Looking
  children: ReactNode
}

/** A screen that takes scans: the floor's frame, the questions that it may ask, and the one before it is left. */
export const WorkScreen = ({ work, prompt, trail, onUndo, inHand, looking, ...frame }: Props) => {
  const { state, waiting, isBusy } = work
  const { stage, scanned } = state
  const [leavingBy, setLeavingBy] = useState<() => void>()
  useLeaveGuard({
    wouldLose: inHand.words !== undefined || isBusy,
    what: inHand.words,
    ask: (go) => {
      setLeavingBy(() => go)
    },
  })
  return (
    <>
      <FloorScreen
        {...frame}
        prompt={
          <Prompt scanned={scanned} outcome={scanned?.outcome} waiting={waiting}>
            {stage.kind === 'saving' ? 'Saving' : prompt}
          </Prompt>
        }
        trail={<Trail entries={trail} onUndo={isBusy ? undefined : onUndo} />}
      />
      <Finders work={work} looking={looking} />
      <Questions work={work} inHand={inHand} />
      {leavingBy !== undefined && (
        <LeaveDialog
          inHand={inHand.words}
          waiting={waiting + (stage.kind === 'resolving' ? 1 : 0)}
          onStay={() => {
            setLeavingBy(undefined)
          }}
          onLeave={leavingBy}
        />
      )}
    </>
  )
}
