import type { StoreErrorCode } from './errors.ts'

/** What a store in a worker tells its host. */
export type FromWorker =
  | {
      readonly kind: 'listening'
      readonly address: { readonly host: string; readonly port: number }
      readonly connectionString: string
    }
  | { readonly kind: 'failed'; readonly code: StoreErrorCode; readonly message: string }
  | { readonly kind: 'closed' }

/** What a host tells a store in a worker. */
export interface ToWorker {
  readonly kind: 'close'
}
