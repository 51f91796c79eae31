import type { ClientContext, ClientLink } from '@orpc/client'
import type { Connection } from './connection.ts'

/** A way to the terminal. The rest of the renderer cannot tell one from another. */
export interface Transport<T extends ClientContext> {
  link: ClientLink<T>
  connection: Connection
}
