import type { Server, ServiceDefinition } from '@grpc/grpc-js'
import { handleAppend } from './append.ts'
import { handleBatchAppend } from './batch-append.ts'
import type { CallContext } from './call-context.ts'
import { handleDelete, handleTombstone } from './delete.ts'
import { featuresService, gossipService, streamsService, usersService } from './generated.ts'
import { handleGossipRead } from './gossip.ts'
import type { Frame } from './read-frames.ts'
import { handleRead } from './read.ts'
import type { Users } from '../security/users.ts'
import { usersHandlers } from './users.ts'
import { handleSupportedMethods } from './server-features.ts'

/** `Read` answers with frames that are already on the wire's form. */
const streamsDefinition = {
  ...streamsService.StreamsService,
  read: {
    ...streamsService.StreamsService.read,
    responseSerialize: (frame: Frame) =>
      Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength),
  },
} as unknown as ServiceDefinition

/** Adds every service that the store offers. */
export function addServices(server: Server, context: CallContext, users: Users): void {
  server.addService(streamsDefinition, {
    read: handleRead(context),
    append: handleAppend(context),
    batchAppend: handleBatchAppend(context),
    delete: handleDelete(context),
    tombstone: handleTombstone(context),
  })
  server.addService(usersService.UsersService, { ...usersHandlers(context, users) })
  server.addService(gossipService.GossipService, { read: handleGossipRead() })
  const featuresDefinition = featuresService.ServerFeaturesService
  server.addService(featuresDefinition, {
    getSupportedMethods: handleSupportedMethods([
      { definition: streamsService.StreamsService },
      { definition: usersService.UsersService },
      { definition: gossipService.GossipService },
      { definition: featuresDefinition },
    ]),
  })
}
