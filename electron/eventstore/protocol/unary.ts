import type { handleUnaryCall } from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import { requireLeader, type CallContext } from './callContext.ts'
import { toCallError } from './status.ts'

/** A unary handler from a function that answers or throws. */
export function unary<Request, Response>(
  context: CallContext,
  handle: (request: Request, who: Principal) => Promise<Response> | Response,
): handleUnaryCall<Request, Response> {
  return (call, reply) => {
    context
      .authenticate(call.metadata)
      .then((who) => {
        requireLeader(context)
        return handle(call.request, who)
      })
      .then(
        (response) => reply(null, response),
        (error: unknown) => reply(toCallError(error)),
      )
  }
}
