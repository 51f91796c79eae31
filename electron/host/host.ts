import type { AnyRouter } from '@orpc/server'

/** What a host needs of a terminal: its API, to be put on a transport. */
export interface HostTerminal {
  readonly router: AnyRouter
  /** A page has connected. `screen` tells its screen from all others, also when the page is loaded again. */
  readonly connect: (screen: string) => ScreenConnection
}

/** What the calls of a page come with, until it is closed. */
export interface ScreenConnection {
  readonly context: Readonly<Record<string, unknown>>
  readonly close: () => void
}

/** Something that holds files and connections, and gives them back when it is closed. */
export interface Closable {
  close(): Promise<void>
}
