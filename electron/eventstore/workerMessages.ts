import type { StoreErrorCode } from './errors.ts'
import type { RunningStore } from './server.ts'

/** What a store in a worker tells its host. */
export type FromWorker =
  | {
      readonly kind: 'listening'
      readonly where: Omit<RunningStore, 'close'>
    }
  | { readonly kind: 'told'; readonly line: string }
  | { readonly kind: 'failed'; readonly code: StoreErrorCode; readonly message: string }

/** What a host tells a store in a worker. */
export interface ToWorker {
  readonly kind: 'close'
}
