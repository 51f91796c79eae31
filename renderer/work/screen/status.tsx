import { createContext, use, type ReactNode } from 'react'
import type { Session, TerminalStatus } from '#shared/contract/api/index.ts'

const StatusContext = createContext<TerminalStatus | undefined>(undefined)

/** Given by the shell once the terminal has been heard. */
export const StatusProvider = ({
  status,
  children,
}: {
  status: TerminalStatus
  children: ReactNode
}) => <StatusContext value={status}>{children}</StatusContext>

/** The terminal's status, live: where it is, the link, what is pending, who is signed in. */
export const useStatus = (): TerminalStatus => {
  const status = use(StatusContext)
  if (status === undefined) throw new Error('useStatus is for screens inside the shell')
  return status
}

/** Who is signed in. For screens that the shell shows only with somebody signed in. */
export const useSession = (): Session => {
  const { session } = useStatus()
  if (session === null) throw new Error('useSession is for screens behind the sign-in')
  return session
}
