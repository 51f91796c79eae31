import type { Metadata } from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import type { Operation } from '../semantics/acl.ts'
import type { EventStore } from '../semantics/eventStore.ts'
import { isInvalidName } from '../semantics/systemStreams.ts'
import type { Intake } from './intake.ts'
import { accessDenied, invalidArgument, notReady } from './status.ts'

/** What every service needs: the store, who calls, and whether the server still runs. */
export interface CallContext {
  readonly store: EventStore
  /** Who was let in with these headers. */
  authenticate(metadata: Metadata): Promise<Principal>
  /** What half-sent requests hold. */
  readonly intake: Intake
  /** How many calls are open, by kind. */
  readonly calls: Map<CallKind, number>
  readonly role: Role
  /** Aborted when the server shuts down. */
  readonly closing: AbortSignal
}

/** What the node is in its cluster of one. Only tests make it anything but the leader. */
export interface Role {
  /** As while a cluster looks for a new leader: nothing is read or written. */
  electing: boolean
}

/** @throws CallError UNAVAILABLE while a leader is elected. */
export function requireLeader({ role }: CallContext): void {
  if (role.electing) throw notReady()
}

/** The kinds of calls that stay open. */
export type CallKind = 'read' | 'subscription' | 'batch-append' | 'persistent-subscription'

/** Counts an open call; the result uncounts it, once. */
export function countCall({ calls }: CallContext, kind: CallKind): () => void {
  calls.set(kind, (calls.get(kind) ?? 0) + 1)
  let open = true
  return () => {
    if (open) calls.set(kind, (calls.get(kind) ?? 0) - 1)
    open = false
  }
}

/** @throws CallError when the name can't be a stream's or the principal may not do it. */
export function requireAccess(
  { store }: CallContext,
  who: Principal,
  operation: Operation,
  stream: string,
): void {
  if (isInvalidName(stream)) throw invalidArgument(`'${stream}' can't be the name of a stream.`)
  if (!store.may(who, operation, stream)) throw accessDenied()
}
