/** The central store: the port that sync works through, and its EventStoreDB adapter. */
export { connectEventStoreDb } from './eventStoreDb.ts'
export { AddressError } from './port.ts'
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
