import type { ConnectCentral } from './port.ts'

/** The central store: the port that sync works through, and its EventStoreDB adapter. */
export { isTooOld } from './oldest.ts'
export { AddressError, inLogOrder } from './port.ts'
export type {
  AppendResult,
  CentralEvent,
  CentralStore,
  CentralSubscription,
  ConnectCentral,
  FeedItem,
  NewEvent,
  ReadResult,
} from './port.ts'

/** Throws an AddressError. The client is loaded when it is needed: most commands of the command line never connect. */
export const connectEventStoreDb: ConnectCentral = async (url) =>
  (await import('./eventStoreDb.ts')).connectEventStoreDb(url)
