/** The embedded store: an EventStoreDB-protocol server over SQLite. */
export { StoreError, type StoreErrorCode } from './errors.ts'
export type { StoreOptions } from './options.ts'
export { openEventStore, type OpenStore, type RunningStore } from './server.ts'
export { startEventStore, type StartedStore, type StartOptions } from './start.ts'
export { runStoreCommand, type CommandIo } from './command.ts'
