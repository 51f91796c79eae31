/** Why the store could not start, or could not go on. Codes are stable; messages say what to do. */
export type StoreErrorCode =
  | 'invalid-options'
  | 'port-in-use'
  | 'address-unavailable'
  | 'insecure-not-loopback'
  | 'tls-invalid'
  | 'default-password'
  | 'folder-unusable'
  | 'read-only'
  | 'foreign-database'
  | 'newer-database'
  | 'store-in-use'
  | 'database-damaged'
  | 'database-removed'
  | 'disk-full'
  | 'worker-failed'

/** A broken environment (port, folder, database): thrown by `openEventStore` and `startEventStore`, and for `database-removed` what appends fail with. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
