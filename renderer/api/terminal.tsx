import { createTanstackQueryUtils, generateOperationKey } from '@orpc/tanstack-query'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, use, useSyncExternalStore, type ReactNode } from 'react'
import type { TerminalStatus } from '#shared/contract/api/index.ts'
import type { Connection, ConnectionState } from './connection.ts'
import type { TerminalClient } from './index.ts'
import { isSignedOut } from './failure.ts'
import { follow, liveValue, type Live } from './live.ts'

const createQueries = (client: TerminalClient) => createTanstackQueryUtils(client)

type Queries = ReturnType<typeof createQueries>

/** What a screen has of its terminal. */
export type Terminal = {
  /** Plain calls; for commands. */
  client: TerminalClient
  /** The same calls as TanStack Query options; what they answered is asked for again when the terminal says it changed. */
  queries: Queries
  connection: Connection
  status: Live<TerminalStatus>
  cache: QueryClient
}

/** Binds the terminal's API to the screens. To be called once. */
export const createTerminal = (client: TerminalClient, connection: Connection): Terminal => {
  const queries = createQueries(client)
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (!isSignedOut(error)) return
        // That nobody is signed in says nothing about what was read: it is as it was, to be read again.
        const status = query.state.data === undefined ? 'pending' : 'success'
        query.setState({ status, error: null, isInvalidated: true })
      },
    }),
    defaultOptions: {
      // The terminal is on this machine and says what changed: nothing goes stale by itself, and "online" is not a question.
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        networkMode: 'always',
        retry: (failures, error) => !isSignedOut(error) && failures < 2,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always' },
    },
  })
  void follow(
    connection,
    () => client.status.changes(),
    (stale) => {
      for (const path of stale)
        void cache.invalidateQueries({ queryKey: generateOperationKey(path) })
    },
    () => {
      void cache.invalidateQueries()
    },
  )
  const status = liveValue(connection, () => client.status.live())
  /** Who is signed in, and who was last. */
  let now: string | undefined
  let last: string | undefined
  status.subscribe(() => {
    const next = status.current()?.session?.operator
    if (next === now) return
    now = next
    if (next === undefined) return
    // What may be seen and done depends on who looks. What nobody was told meanwhile is asked for again too.
    if (next !== last) cache.removeQueries({ type: 'inactive' })
    last = next
    void cache.invalidateQueries()
  })
  return { client, queries, connection, status, cache }
}

const TerminalContext = createContext<Terminal | undefined>(undefined)

export const TerminalProvider = ({
  terminal,
  children,
}: {
  terminal: Terminal
  children: ReactNode
}) => (
  <TerminalContext value={terminal}>
    <QueryClientProvider client={terminal.cache}>{children}</QueryClientProvider>
  </TerminalContext>
)

/** The terminal that this page belongs to. */
export const useTerminal = (): Terminal => {
  const terminal = use(TerminalContext)
  if (terminal === undefined)
    throw new Error('useTerminal is for components inside TerminalProvider')
  return terminal
}

/** The terminal's status, live; undefined until it has been heard for the first time. */
export const useLiveStatus = (): TerminalStatus | undefined => {
  const { status } = useTerminal()
  return useSyncExternalStore(status.subscribe, status.current)
}

/** The page's own way to the terminal. */
export const useConnection = (): ConnectionState => {
  const { connection } = useTerminal()
  return useSyncExternalStore(
    (listener) => connection.subscribe(listener),
    () => connection.current(),
  )
}
