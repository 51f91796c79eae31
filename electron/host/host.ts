import type { AnyRouter } from '@orpc/server'

/** What a host needs of a terminal: its API, to be put on a transport. */
export interface HostTerminal {
  readonly router: AnyRouter
}

/** Something that holds files and connections, and gives them back when it is closed. */
export interface Closable {
  close(): Promise<void>
}
