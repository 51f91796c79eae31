/**
 * The public protocol's message classes, as they ship with the client package. They are CommonJS that fills
 * `module.exports` at run time, so only a default import sees them, under Node and in a bundle alike.
 */
import rpcCode from '@eventstore/db-client/generated/code_pb.js'
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js'
import operations from '@eventstore/db-client/generated/operations_pb.js'
import persistentService from '@eventstore/db-client/generated/persistent_grpc_pb.js'
import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import rpcStatus from '@eventstore/db-client/generated/status_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import usersService from '@eventstore/db-client/generated/users_grpc_pb.js'
import users from '@eventstore/db-client/generated/users_pb.js'

export {
  features,
  featuresService,
  gossip,
  gossipService,
  operations,
  operationsService,
  persistent,
  persistentService,
  rpcCode,
  rpcStatus,
  shared,
  streams,
  streamsService,
  users,
  usersService,
}
