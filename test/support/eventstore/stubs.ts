import { readFileSync } from 'node:fs'
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js'
import persistentService from '@eventstore/db-client/generated/persistent_grpc_pb.js'
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import usersService from '@eventstore/db-client/generated/users_grpc_pb.js'
import { credentials, Metadata } from '@grpc/grpc-js'

/** The protocol's own stubs, for what the client does not show. */
export interface Stubs {
  readonly streams: streamsService.StreamsClient
  readonly gossip: gossipService.GossipClient
  readonly features: featuresService.ServerFeaturesClient
  readonly operations: operationsService.OperationsClient
  readonly persistent: persistentService.PersistentSubscriptionsClient
  readonly users: usersService.UsersClient
}

export const isSecure = ({ searchParams }: URL): boolean => searchParams.get('tls') !== 'false'

/** Stubs for the one node that a connection string names. */
export function connectStubs(url: URL): Stubs {
  const caFile = url.searchParams.get('tlsCAFile')
  const channel = isSecure(url)
    ? credentials.createSsl(caFile === null ? null : readFileSync(caFile))
    : credentials.createInsecure()
  const { host } = url
  return {
    streams: new streamsService.StreamsClient(host, channel),
    gossip: new gossipService.GossipClient(host, channel),
    features: new featuresService.ServerFeaturesClient(host, channel),
    operations: new operationsService.OperationsClient(host, channel),
    persistent: new persistentService.PersistentSubscriptionsClient(host, channel),
    users: new usersService.UsersClient(host, channel),
  }
}

/** Headers that sign a raw call in as the user of a connection string, or as another where it names none. */
export function signedIn(url: URL, otherwise: string): Metadata {
  const metadata = new Metadata()
  const user = decodeURIComponent(`${url.username}:${url.password}`)
  const basic = Buffer.from(user === ':' ? otherwise : user).toString('base64')
  if (isSecure(url)) metadata.set('authorization', `Basic ${basic}`)
  return metadata
}
