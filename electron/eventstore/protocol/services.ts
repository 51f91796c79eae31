import type { Server, ServiceDefinition } from '@grpc/grpc-js'
import { handleAppend } from './append.ts'
import { handleBatchAppend } from './batchAppend.ts'
import type { CallContext } from './callContext.ts'
import { handleDelete, handleTombstone } from './delete.ts'
import {
  featuresService,
  gossipService,
  persistentService,
  streamsService,
  usersService,
} from './generated.ts'
import { handleGossipRead } from './gossip.ts'
import { operationsDefinition, operationsHandlers } from './operations.ts'
import { persistentHandlers } from './persistent.ts'
import type { PersistentSubscriptions } from '../semantics/persistent/groups.ts'
import type { Frame } from './readFrames.ts'
import { handleRead } from './read.ts'
import type { Scavenges } from '../semantics/scavenge.ts'
import type { Users } from '../security/users.ts'
import { usersHandlers } from './users.ts'
import { handleSupportedMethods, type MethodFeatures } from './serverFeatures.ts'

/** The reads answer with frames that have their form on the wire already. */
const withFrames = (definition: { read: object }) =>
  ({
    ...definition,
    read: {
      ...definition.read,
      responseSerialize: (frame: Frame) =>
        Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength),
    },
  }) as unknown as ServiceDefinition

/** What the client asks before it uses a method, by method. */
const persistentFeatures: MethodFeatures = {
  Create: ['stream', 'all'],
  Update: ['stream', 'all'],
  Delete: ['stream', 'all'],
  Read: ['stream', 'all'],
  GetInfo: ['stream', 'all'],
  ReplayParked: ['stream', 'all'],
  List: ['stream', 'all'],
}

/** What the services serve. */
export interface Served {
  readonly context: CallContext
  readonly users: Users
  readonly subscriptions: PersistentSubscriptions
  readonly scavenges: Scavenges
}

/** Adds every service that the store offers. */
export function addServices(
  server: Server,
  { context, users, subscriptions, scavenges }: Served,
): void {
  server.addService(withFrames(streamsService.StreamsService), {
    read: handleRead(context),
    append: handleAppend(context),
    batchAppend: handleBatchAppend(context),
    delete: handleDelete(context),
    tombstone: handleTombstone(context),
  })
  server.addService(withFrames(persistentService.PersistentSubscriptionsService), {
    ...persistentHandlers(context, subscriptions),
  })
  server.addService(usersService.UsersService, { ...usersHandlers(context, users) })
  server.addService(operationsDefinition, { ...operationsHandlers(context, scavenges) })
  server.addService(gossipService.GossipService, { read: handleGossipRead(context) })
  const featuresDefinition = featuresService.ServerFeaturesService
  server.addService(featuresDefinition, {
    getSupportedMethods: handleSupportedMethods([
      { definition: streamsService.StreamsService },
      {
        definition: persistentService.PersistentSubscriptionsService,
        features: persistentFeatures,
      },
      { definition: usersService.UsersService },
      { definition: operationsDefinition },
      { definition: gossipService.GossipService },
      { definition: featuresDefinition },
    ]),
  })
}
