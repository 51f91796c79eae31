/**
 * The public protocol's message classes, as they ship with the client package. They are CommonJS that fills
 * `module.exports` at run time, so only a default import sees them, under Node and in a bundle alike.
 */
import rpcCode from '@eventstore/db-client/generated/code_pb.js'
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import rpcStatus from '@eventstore/db-client/generated/status_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'

export { features, featuresService, rpcCode, rpcStatus, shared, streams, streamsService }
