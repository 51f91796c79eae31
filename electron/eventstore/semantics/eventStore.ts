import type { StoreDatabase } from '../storage/database.ts'
import { Access, type Principal } from './access.ts'
import type { Operation } from './acl.ts'
import { Log, type Clock } from './log.ts'
import { silent, type Observer } from './observer.ts'
import { Reads } from './reads.ts'
import { Subscriptions } from './subscriptions.ts'
import { StreamWrites } from './writes.ts'

/** The store without a network: what the protocol layer maps calls to. */
export class EventStore {
  readonly log: Log
  readonly access: Access
  readonly writes: StreamWrites
  readonly reads: Reads
  readonly subscriptions: Subscriptions

  constructor(database: StoreDatabase, clock: Clock = Date.now, observer: Observer = silent) {
    this.log = new Log(database, clock, observer)
    this.access = new Access(this.log)
    this.writes = new StreamWrites(this.log, observer)
    this.reads = new Reads(this.log)
    this.subscriptions = new Subscriptions(this.log)
  }

  may(who: Principal, operation: Operation, stream: string): boolean {
    return this.access.may(who, operation, stream)
  }
}
