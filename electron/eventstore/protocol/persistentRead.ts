import { status, type ServerDuplexStream } from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import type { Consumer, ConsumerPort } from '../semantics/persistent/consumer.ts'
import type { Group } from '../semantics/persistent/group.ts'
import type { PersistentSubscriptions } from '../semantics/persistent/groups.ts'
import { systemStream } from '../semantics/systemStreams.ts'
import { countCall, requireAccess, requireLeader, type CallContext } from './callContext.ts'
import { persistent } from './generated.ts'
import { groupDoesNotExist, groupDropped, maximumSubscribersReached } from './persistentErrors.ts'
import { sourceNameOf, uuidFromWire } from './proposedEvent.ts'
import { subscribedFrame, persistentEventFrame, type Frame, type UuidForm } from './readFrames.ts'
import {
  accessDenied,
  type CallError,
  invalidArgument,
  shuttingDown,
  toCallError,
} from './status.ts'

type Request = persistent.ReadReq
type Call = ServerDuplexStream<Request, Frame>

const { Action } = persistent.ReadReq.Nack

/** A consumer of a group: it says who it is, then messages go to it and its answers come back. */
export function handlePersistentRead(context: CallContext, subscriptions: PersistentSubscriptions) {
  return async (call: Call): Promise<void> => {
    try {
      const who = await context.authenticate(call.metadata)
      requireLeader(context)
      // A client that left meanwhile would never be missed.
      if (!call.cancelled) new PersistentReadCall(context, subscriptions, call, who).start()
    } catch (error) {
      call.emit('error', toCallError(error))
    }
  }
}

class PersistentReadCall {
  readonly #context: CallContext
  readonly #subscriptions: PersistentSubscriptions
  readonly #call: Call
  readonly #who: Principal
  #connected: { readonly group: Group; readonly consumer: Consumer } | undefined
  #backedUp = false
  #ended = false

  constructor(
    context: CallContext,
    subscriptions: PersistentSubscriptions,
    call: Call,
    who: Principal,
  ) {
    this.#context = context
    this.#subscriptions = subscriptions
    this.#call = call
    this.#who = who
  }

  start(): void {
    const { closing } = this.#context
    const shutDown = () => this.#fail(shuttingDown(status.CANCELLED))
    const done = countCall(this.#context, 'persistent-subscription')
    closing.addEventListener('abort', shutDown, { once: true })
    this.#call.on('data', (request: Request) => this.#receive(request))
    this.#call.on('end', () => {
      this.#leave()
      if (!this.#ended) this.#call.end()
    })
    this.#call.on('error', () => this.#leave())
    this.#call.on('cancelled', () => this.#leave())
    this.#call.on('close', () => {
      closing.removeEventListener('abort', shutDown)
      done()
      this.#leave()
    })
    if (closing.aborted) shutDown()
  }

  #receive(request: Request) {
    if (this.#ended) return
    try {
      const options = request.getOptions()
      if (options) return this.#connect(options)
      if (!this.#connected) throw invalidArgument('The first message says which group to read.')
      const { group } = this.#connected
      const ack = request.getAck()
      if (ack) group.ack(idsOf(ack))
      const nack = request.getNack()
      if (nack) group.nack(idsOf(nack), actionOf(nack), nack.getReason())
    } catch (error) {
      this.#fail(toCallError(error))
    }
  }

  #connect(options: persistent.ReadReq.Options) {
    if (this.#connected) throw invalidArgument('This call reads a group already.')
    const group = options.getGroupName()
    const stream = options.hasAll() ? systemStream.all : sourceNameOf(options.getStreamIdentifier())
    if (this.#who.kind === 'anonymous') throw accessDenied()
    requireAccess(this.#context, this.#who, 'read', stream)
    const outcome = this.#subscriptions.connect(stream, group, this.#port(options, stream))
    if (outcome.kind === 'does-not-exist') throw groupDoesNotExist(stream, group)
    if (outcome.kind === 'maximum-subscribers-reached')
      throw maximumSubscribersReached(stream, group)
    this.#connected = outcome
    this.#write(subscribedFrame(`${stream}::${group}`))
    outcome.group.pump()
  }

  #port(options: persistent.ReadReq.Options, stream: string): ConsumerPort {
    const form: UuidForm = options.getUuidOption()?.hasStructured() ? 'structured' : 'string'
    const slots = options.getBufferSize()
    const ready = () => !this.#backedUp
    if (slots <= 0) throw invalidArgument('The buffer size must be more than 0.')
    return {
      from: this.#call.getPeer(),
      userName: this.#who.kind === 'user' ? this.#who.name : 'anonymous',
      connectionName: this.#call.metadata.get('connection-name')[0]?.toString() ?? '',
      slots,
      get ready() {
        return ready()
      },
      send: (message) =>
        this.#write(persistentEventFrame(message.resolved, message.retryCount, form)),
      drop: (reason) =>
        this.#fail(
          reason === 'stopped'
            ? shuttingDown(status.CANCELLED)
            : groupDropped(stream, options.getGroupName()),
        ),
    }
  }

  /** A consumer that does not take what it was sent is sent no more, however many slots it has. */
  #write(frame: Frame) {
    this.#call.write(frame, () => {
      if (!this.#backedUp || this.#call.writableLength > 0) return
      this.#backedUp = false
      this.#connected?.group.pump()
    })
    this.#backedUp = this.#call.writableLength > 0
  }

  #leave() {
    if (!this.#connected) return
    const { group, consumer } = this.#connected
    this.#connected = undefined
    group.disconnect(consumer)
  }

  #fail(error: CallError) {
    if (this.#ended) return
    this.#ended = true
    this.#leave()
    if (!this.#call.cancelled && !this.#call.destroyed) this.#call.emit('error', error)
  }
}

const idsOf = (answer: { getIdsList(): Parameters<typeof uuidFromWire>[0][] }): string[] =>
  answer.getIdsList().map((id) => uuidFromWire(id).toString('hex'))

/** Stop asks for nothing that the server would do: the message counts as handled, like Skip. */
function actionOf(nack: persistent.ReadReq.Nack) {
  switch (nack.getAction()) {
    case Action.PARK:
      return 'park'
    case Action.SKIP:
    case Action.STOP:
      return 'skip'
    case Action.RETRY:
    case Action.UNKNOWN:
      return 'retry'
    default:
      return 'skip'
  }
}
