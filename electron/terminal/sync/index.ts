/** The connection to the central store, and the exchange over it: push and pull. */
export type { AcceptAnswer, AcceptRequest } from './link/halt.ts'
export { readAfresh } from './exchange/readAfresh.ts'
export { firstEvent } from './link/site.ts'
export { openSync } from './openSync.ts'
export type { SyncReport } from './untilIdle.ts'
