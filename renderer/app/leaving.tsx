import { createContext, use, useEffect, useRef, type ReactNode, type RefObject } from 'react'

/** Asked before a screen is left; true when it takes the leaving into its own hands. */
type Guard = (go: () => void) => boolean

const GuardContext = createContext<RefObject<Guard | undefined> | undefined>(undefined)

export const LeaveGuardProvider = ({ children }: { children: ReactNode }) => {
  const guard = useRef<Guard | undefined>(undefined)
  return <GuardContext value={guard}>{children}</GuardContext>
}

const useGuardRef = (): RefObject<Guard | undefined> => {
  const ref = use(GuardContext)
  if (ref === undefined) throw new Error('Leaving is guarded inside LeaveGuardProvider')
  return ref
}

/** Leaves the screen by what it is given, unless something in hand would be lost: then the screen asks first. */
export const useLeave = (): ((go: () => void) => void) => {
  const ref = useGuardRef()
  return (go) => {
    if (ref.current?.(go) !== true) go()
  }
}

/** Lets a screen ask before it is left. */
export const useLeaveGuard = (guard: Guard): void => {
  const ref = useGuardRef()
  useEffect(() => {
    ref.current = guard
    return () => {
      ref.current = undefined
    }
  })
}
