import { createORPCClient } from '@orpc/client'
import { ClientRetryPlugin, type ClientRetryPluginContext } from '@orpc/client/plugins'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '#shared/contract/api/index.ts'
import type { TallydeckHost } from '#shared/contract/host.ts'
import type { Connection } from './connection.ts'
import { connectByPort } from './portTransport.ts'
import { connectBySocket } from './socketTransport.ts'

export type { Connection, ConnectionState } from './connection.ts'

declare global {
  interface Window {
    /** Offered by the preload in Electron, and only there. */
    readonly tallydeckHost?: TallydeckHost
  }
}

/**
 * The terminal's API. A call fails while there is no connection; one that only reads may be given
 * `{ context: { retry: n } }` to be tried again by itself. A live update that is to outlast a drop wants
 * `retry: Number.POSITIVE_INFINITY`.
 */
export type TerminalClient = ContractRouterClient<Contract, ClientRetryPluginContext>

/** Connects the page to its terminal, by whatever the host offers. To be called once, before anything is drawn. */
export function connect(): { client: TerminalClient; connection: Connection } {
  const plugins = [new ClientRetryPlugin<ClientRetryPluginContext>()]
  const { link, connection } =
    window.tallydeckHost === undefined
      ? connectBySocket(plugins)
      : connectByPort(window.tallydeckHost, plugins)
  return { client: createORPCClient(link), connection }
}
