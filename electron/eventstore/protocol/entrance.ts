import {
  ServerInterceptingCall,
  type Metadata,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import { widenReceiveWindow } from './receiveWindow.ts'
import { accessDenied, toCallError } from './status.ts'

/** Says who calls. @throws CallError when they may not come in. */
export type Authenticate = (metadata: Metadata, from: string) => Promise<Principal>

/** What a client asks before it signs in: which node to talk to, and what it can do. Nothing about streams. */
const openToAll: ReadonlySet<string> = new Set([
  '/event_store.client.gossip.Gossip/Read',
  '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
])

export const isOpenToAll = (path: string): boolean => openToAll.has(path)

/**
 * Where each call comes in. Nothing that a caller sends is taken in before it is known who they are: until then it waits
 * in their own machine, but for the little that HTTP/2 lets everybody send ahead.
 */
export class Entrance {
  readonly #authenticate: Authenticate
  readonly #principals = new WeakMap<Metadata, Principal>()

  constructor(authenticate: Authenticate) {
    this.#authenticate = authenticate
  }

  /** Who was let in with these headers. */
  readonly whoIs = (metadata: Metadata): Promise<Principal> => {
    const who = this.#principals.get(metadata)
    return who ? Promise.resolve(who) : Promise.reject(accessDenied())
  }

  readonly interceptor: ServerInterceptor = ({ path }, call) => {
    if (isOpenToAll(path)) return new ServerInterceptingCall(call)
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, letIn) => void this.#ask(call, metadata, letIn),
        }),
    })
  }

  async #ask(
    call: ServerInterceptingCallInterface,
    metadata: Metadata,
    letIn: (metadata: Metadata) => void,
  ): Promise<void> {
    const from = call.getConnectionInfo().remoteAddress ?? 'unknown'
    try {
      this.#principals.set(metadata, await this.#authenticate(metadata, from))
    } catch (error) {
      return call.sendStatus(toCallError(error))
    }
    widenReceiveWindow(call)
    letIn(metadata)
  }
}
