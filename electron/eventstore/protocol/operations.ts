import { status } from '@grpc/grpc-js'
import type { Scavenges } from '../semantics/scavenge.ts'
import type { CallContext } from './callContext.ts'
import { operations, operationsService } from './generated.ts'
import { requireOperator } from './operators.ts'
import { CallError } from './status.ts'
import { unary } from './unary.ts'

const { STARTED, INPROGRESS, STOPPED } = operations.ScavengeResp.ScavengeResult

const answer = (id: string, result: operations.ScavengeResp.ScavengeResult) =>
  new operations.ScavengeResp().setScavengeId(id).setScavengeResult(result)

const { startScavenge, stopScavenge } = operationsService.OperationsService

/** What is offered of the service: a single node has no leader to resign, and no indexes to merge. */
export const operationsDefinition = { startScavenge, stopScavenge }

/** A scavenge is answered when it has begun; its end is told in `$scavenges-ID`. */
export function operationsHandlers(context: CallContext, scavenges: Scavenges) {
  return {
    startScavenge: unary<operations.StartScavengeReq, operations.ScavengeResp>(
      context,
      (_request, who) => {
        requireOperator(who)
        const { id, isNew } = scavenges.start()
        return answer(id, isNew ? STARTED : INPROGRESS)
      },
    ),

    stopScavenge: unary<operations.StopScavengeReq, operations.ScavengeResp>(
      context,
      (request, who) => {
        requireOperator(who)
        const id = request.getOptions()?.getScavengeId() ?? ''
        if (!scavenges.stop(id)) throw scavengeNotFound(id)
        return answer(id, STOPPED)
      },
    ),
  }
}

const scavengeNotFound = (id: string) =>
  new CallError(status.NOT_FOUND, `Scavenge '${id}' does not run.`, {
    exception: 'scavenge-not-found',
    'scavenge-id': id,
  })
