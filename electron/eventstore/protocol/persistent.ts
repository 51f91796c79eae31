import type { Principal } from '../semantics/access.ts'
import type { PersistentSubscriptions } from '../semantics/persistent/groups.ts'
import { isInvalidName, systemStream } from '../semantics/systemStreams.ts'
import type { CallContext } from './callContext.ts'
import { persistent, shared } from './generated.ts'
import { fromWire } from './numbers.ts'
import { requireOperator } from './operators.ts'
import { groupDoesNotExist, requireGroupOk } from './persistentErrors.ts'
import { groupInfo } from './persistentInfo.ts'
import { handlePersistentRead } from './persistentRead.ts'
import { parseGroup } from './persistentSettings.ts'
import { sourceNameOf } from './proposedEvent.ts'
import { accessDenied, invalidArgument } from './status.ts'
import { unary } from './unary.ts'

/** How groups stand may be seen by everybody who has signed in. */
function requireUser(who: Principal): void {
  if (who.kind === 'anonymous') throw accessDenied()
}

const nameOf = (who: Principal) => (who.kind === 'user' ? who.name : '')

interface NamedOptions {
  hasAll(): boolean
  getStreamIdentifier(): shared.StreamIdentifier | undefined
  getGroupName(): string
}

function parseName(options: NamedOptions | undefined): { stream: string; group: string } {
  if (!options) throw invalidArgument('The request carries options.')
  const stream = options.hasAll() ? systemStream.all : sourceNameOf(options.getStreamIdentifier())
  return { stream, group: options.getGroupName() }
}

function parseDefinition(options: Parameters<typeof parseGroup>[0]) {
  const definition = parseGroup(options)
  if (isInvalidName(definition.stream))
    throw invalidArgument(`'${definition.stream}' can't be the name of a stream.`)
  return definition
}

/** The service of persistent subscriptions: managing groups, and reading as a consumer of one. */
export function persistentHandlers(context: CallContext, subscriptions: PersistentSubscriptions) {
  const requireGroup = (stream: string, group: string) => {
    const found = subscriptions.get(stream, group)
    if (!found) throw groupDoesNotExist(stream, group)
    return found
  }

  return {
    read: handlePersistentRead(context, subscriptions),

    create: unary<persistent.CreateReq, persistent.CreateResp>(context, async (request, who) => {
      requireOperator(who)
      const definition = parseDefinition(request.getOptions())
      const outcome = await subscriptions.create(definition, nameOf(who))
      requireGroupOk(outcome, definition.stream, definition.group)
      return new persistent.CreateResp()
    }),

    update: unary<persistent.UpdateReq, persistent.UpdateResp>(context, async (request, who) => {
      requireOperator(who)
      const definition = parseDefinition(request.getOptions())
      const outcome = await subscriptions.update(definition, nameOf(who))
      requireGroupOk(outcome, definition.stream, definition.group)
      return new persistent.UpdateResp()
    }),

    delete: unary<persistent.DeleteReq, persistent.DeleteResp>(context, async (request, who) => {
      requireOperator(who)
      const { stream, group } = parseName(request.getOptions())
      requireGroupOk(await subscriptions.delete(stream, group, nameOf(who)), stream, group)
      return new persistent.DeleteResp()
    }),

    getInfo: unary<persistent.GetInfoReq, persistent.GetInfoResp>(context, (request, who) => {
      requireUser(who)
      const { stream, group } = parseName(request.getOptions())
      const info = groupInfo(requireGroup(stream, group))
      return new persistent.GetInfoResp().setSubscriptionInfo(info)
    }),

    replayParked: unary<persistent.ReplayParkedReq, persistent.ReplayParkedResp>(
      context,
      async (request, who) => {
        requireOperator(who)
        const options = request.getOptions()
        const { stream, group } = parseName(options)
        const stopAt = options?.hasStopAt() ? fromWire(options.getStopAt()) : undefined
        await requireGroup(stream, group).replayParked(stopAt)
        return new persistent.ReplayParkedResp()
      },
    ),

    list: unary<persistent.ListReq, persistent.ListResp>(context, (request, who) => {
      requireUser(who)
      const groups = listed(subscriptions, request.getOptions()?.getListForStream())
      return new persistent.ListResp().setSubscriptionsList(groups.map(groupInfo))
    }),

    restartSubsystem: unary<shared.Empty, shared.Empty>(context, (_request, who) => {
      requireOperator(who)
      subscriptions.restart()
      return new shared.Empty()
    }),
  }
}

function listed(
  subscriptions: PersistentSubscriptions,
  option: persistent.ListReq.StreamOption | undefined,
) {
  if (!option) return subscriptions.all()
  const stream = option.hasAll() ? systemStream.all : sourceNameOf(option.getStream())
  const groups = subscriptions.ofStream(stream)
  if (!groups) throw groupDoesNotExist(stream, '')
  return groups
}
