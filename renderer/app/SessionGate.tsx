import { useEffect, useState } from 'react'
import type { Session, TerminalStatus } from '#shared/contract/api/index.ts'
import { useTerminal } from '../api/terminal.tsx'
import { SignIn } from '../features/signin/SignIn.tsx'
import { Cover } from '../ui/index.ts'
import { useInHand } from '../work/screen/leaving.tsx'
import { StatusProvider } from '../work/screen/status.tsx'
import { useGo } from '../work/screen/ways.ts'
import { LeftInHand } from './LeftInHand.tsx'
import { Routes } from './Routes.tsx'
import { SignedInContext } from './signedIn.tsx'
import { useIdle } from './useIdle.ts'

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/**
 * The sign-in, or the screens of whoever is signed in. A sign-in that ends without their doing (nobody touched the
 * screen, the PIN was changed, the terminal was started again) leaves the screens as they are, covered: the same person
 * goes on where they were, and what another one would take from them is asked about first.
 */
export const SessionGate = ({ status }: { status: TerminalStatus }) => {
  const { client } = useTerminal()
  const go = useGo({ replace: true })
  const inHand = useInHand()
  /** Whose screens stand here. */
  const [whose, setWhose] = useState<Session>()
  const [isLocked, setIsLocked] = useState(false)
  const [isLeaving, setIsLeaving] = useState(false)
  /** What they left unrecorded, once somebody else has signed in. */
  const [left, setLeft] = useState<string>()
  const session = isLocked ? null : status.session

  useIdle(
    status.idleLock,
    () => {
      setIsLocked(true)
    },
    session !== null,
  )

  // Covered at once. The terminal is told until it has heard: whoever signs in here is the next one.
  useEffect(() => {
    const over = new AbortController()
    const tell = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const heard = await client.session.lock().then(
          () => true,
          () => false,
        )
        if (heard) return
        await pause(1_000)
      }
    }
    if (isLocked) void tell()
    return () => {
      over.abort()
    }
  }, [client, isLocked])

  const take = (next: Session): void => {
    setLeft(undefined)
    setWhose(next)
    // Whoever comes after somebody else begins with the jobs, not with what that one had open.
    if (whose !== undefined && whose.operator !== next.operator) go('home')
  }
  useEffect(() => {
    if (session === null) {
      if (isLeaving) {
        setWhose(undefined)
        setIsLeaving(false)
        go('home')
      }
      setLeft(undefined)
      return
    }
    if (isLeaving) return
    const unrecorded = whose && whose.operator !== session.operator ? inHand() : undefined
    if (unrecorded === undefined) take(session)
    else setLeft(unrecorded)
    // Only when somebody else is there than before: what is in hand is theirs who were.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [session?.operator, session?.role, session?.since, isLeaving])

  const signOut = async (): Promise<void> => {
    setIsLeaving(true)
    try {
      await client.session.signOut()
    } catch (error) {
      setIsLeaving(false)
      throw error
    }
  }
  const signIn = (
    <StatusProvider status={{ ...status, session: null }}>
      <SignIn
        whose={isLeaving ? undefined : whose}
        onSignedIn={() => {
          setIsLocked(false)
        }}
      />
    </StatusProvider>
  )
  if (whose === undefined || (isLeaving && session === null)) return session === null && signIn
  const isBack = session?.operator === whose.operator
  return (
    <>
      <StatusProvider status={{ ...status, session: isBack ? session : whose }}>
        <SignedInContext
          value={{
            signOut,
            lock: () => {
              setIsLocked(true)
            },
          }}
        >
          {/* The key: nothing of one person's screens is there for the next one. */}
          <Routes key={whose.operator} />
        </SignedInContext>
      </StatusProvider>
      {session === null && <Cover label="Locked">{signIn}</Cover>}
      {session !== null && left !== undefined && (
        <LeftInHand
          whose={whose}
          what={left}
          onLeave={() => {
            setIsLocked(true)
          }}
          onDrop={() => {
            take(session)
          }}
        />
      )}
    </>
  )
}
