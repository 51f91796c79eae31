import { randomUUID } from 'node:crypto'
import type { handleUnaryCall } from '@grpc/grpc-js'
import type { CallContext } from './callContext.ts'
import { gossip, shared } from './generated.ts'

const { LEADER, UNKNOWN } = gossip.MemberInfo.VNodeState

/** A cluster of one, which is its leader unless it elects one, at the address by which the caller reached it. */
export function handleGossipRead({
  role,
}: CallContext): handleUnaryCall<shared.Empty, gossip.ClusterInfo> {
  const instance = new shared.UUID().setString(randomUUID())
  return (call, reply) => {
    const { address, port } = parseAuthority(call.getHost())
    const member = new gossip.MemberInfo()
    member.setInstanceId(instance)
    member.setTimeStamp(`${Date.now()}0000`)
    member.setState(role.electing ? UNKNOWN : LEADER)
    member.setIsAlive(true)
    member.setHttpEndPoint(new gossip.EndPoint().setAddress(address).setPort(port))
    reply(null, new gossip.ClusterInfo().setMembersList([member]))
  }
}

function parseAuthority(authority: string): { address: string; port: number } {
  const { hostname, port } = new URL(`esdb://${authority}`)
  return { address: hostname, port: Number(port) }
}
