import { createContext, use, useEffect, useRef, type ReactNode, type RefObject } from 'react'

/** What a screen has in hand. */
type InHand = {
  /** Something that was entered would be gone unrecorded. */
  wouldLose: boolean
  /** That something in words, where there are any: "3 of HL-U509-R". */
  what: string | undefined
  /** Asks before it is left. */
  ask: (go: () => void) => void
}

const GuardContext = createContext<RefObject<InHand | undefined> | undefined>(undefined)

export const LeaveGuardProvider = ({ children }: { children: ReactNode }) => {
  const guard = useRef<InHand | undefined>(undefined)
  return <GuardContext value={guard}>{children}</GuardContext>
}

const useGuardRef = (): RefObject<InHand | undefined> => {
  const ref = use(GuardContext)
  if (ref === undefined) throw new Error('Leaving is guarded inside LeaveGuardProvider')
  return ref
}

/** Leaves the screen by what it is given, unless something in hand would be lost: then the screen asks first. */
export const useLeave = (): ((go: () => void) => void) => {
  const ref = useGuardRef()
  return (go) => {
    if (ref.current?.wouldLose === true) ref.current.ask(go)
    else go()
  }
}

/** Says what is in hand on the screen that is open; undefined where leaving it loses nothing. */
export const useInHand = (): (() => string | undefined) => {
  const ref = useGuardRef()
  return () => {
    const inHand = ref.current
    return inHand?.wouldLose === true ? (inHand.what ?? 'What was done last') : undefined
  }
}

/** Lets a screen ask before it is left. */
export const useLeaveGuard = (inHand: InHand): void => {
  const ref = useGuardRef()
  useEffect(() => {
    ref.current = inHand
    return () => {
      ref.current = undefined
    }
  })
}
