import { status, type ServerDuplexStream } from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import type { ExpectedRevision } from '../semantics/expectedRevision.ts'
import type { NewEvent } from '../storage/storedEvent.ts'
import { AppendSize } from './appendSize.ts'
import { failureResponse, successResponse, type BatchHead, type Failure } from './batchResponse.ts'
import { countCall, requireAccess, requireLeader, type CallContext } from './callContext.ts'
import { expectedFromWire } from './expected.ts'
import { shared, type streams } from './generated.ts'
import { parseProposedEvent, streamNameOf, uuidFromWire } from './proposedEvent.ts'
import { type CallError, shuttingDown, toCallError } from './status.ts'

type Request = streams.BatchAppendReq
type Response = streams.BatchAppendResp
type Call = ServerDuplexStream<Request, Response>

/** An append of which not all chunks are here yet. */
interface Batch extends BatchHead {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: NewEvent[]
  readonly size: AppendSize
  /** Milliseconds since 1970. */
  readonly deadline: number
  timer: NodeJS.Timeout | undefined
}

/** Milliseconds that an append may take to come in, whatever its deadline says. */
const patience = 10_000

/** The client is not read from while more than this waits for the disk. */
const highWater = 32 * 1024 * 1024

/** Many appends on one call, each in one or more chunks, each answered exactly once. */
export function handleBatchAppend(context: CallContext) {
  return (call: Call): void => {
    context.authenticate(call.metadata).then(
      (who) => new BatchAppendCall(context, call, who).start(),
      (error: unknown) => call.emit('error', toCallError(error)),
    )
  }
}

class BatchAppendCall {
  readonly #context: CallContext
  readonly #call: Call
  readonly #who: Principal
  readonly #batches = new Map<string, Batch>()
  #writing = 0
  #bytes = 0
  #ended = false
  #closing = false
  #failed = false

  constructor(context: CallContext, call: Call, who: Principal) {
    this.#context = context
    this.#call = call
    this.#who = who
  }

  start(): void {
    const { closing } = this.#context
    const shutDown = () => {
      this.#closing = true
      this.#endIfDone()
    }
    const done = countCall(this.#context, 'batch-append')
    closing.addEventListener('abort', shutDown, { once: true })
    this.#call.on('data', (request: Request) => this.#receive(request))
    this.#call.on('end', () => {
      this.#ended = true
      this.#endIfDone()
    })
    this.#call.on('error', () => this.#drop())
    this.#call.on('cancelled', () => this.#drop())
    this.#call.on('close', () => {
      closing.removeEventListener('abort', shutDown)
      done()
      this.#drop()
    })
    if (closing.aborted) shutDown()
  }

  #receive(request: Request) {
    if (this.#closing) return
    try {
      const id = uuidFromWire(request.getCorrelationId()).toString('hex')
      const batch = this.#batches.get(id) ?? this.#begin(id, request)
      if (batch) this.#add(id, batch, request)
    } catch (error) {
      this.#fail(toCallError(error))
    }
  }

  /** What follows on an append that was refused carries no options, and is passed over. */
  #begin(id: string, request: Request): Batch | undefined {
    const options = request.getOptions()
    if (!options) return undefined
    const head = { correlationId: request.getCorrelationId() ?? new shared.UUID(), options }
    try {
      requireLeader(this.#context)
      const stream = streamNameOf(options.getStreamIdentifier())
      requireAccess(this.#context, this.#who, 'write', stream)
      const revision = options.hasStreamPosition() ? options.getStreamPosition() : undefined
      const expected = expectedFromWire(options, revision)
      const deadline = options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY
      const refuse = (error: CallError) => this.#refuseById(id, error)
      const size = new AppendSize(this.#context.intake.hold(refuse))
      const batch = { ...head, stream, expected, events: [], size, deadline, timer: undefined }
      this.#batches.set(id, batch)
      return batch
    } catch (error) {
      this.#send(failureResponse(head, toCallError(error)))
      return undefined
    }
  }

  #add(id: string, batch: Batch, request: Request) {
    try {
      for (const proposed of request.getProposedMessagesList()) {
        const event = parseProposedEvent(proposed)
        batch.size.add(event)
        batch.events.push(event)
      }
    } catch (error) {
      return this.#refuse(id, batch, toCallError(error))
    }
    if (!request.getIsFinal()) return this.#awaitRest(id, batch)
    this.#forget(id, batch)
    void this.#write(batch)
  }

  /** The client has no timer of its own: an append that is never finished has to be answered here. */
  #awaitRest(id: string, batch: Batch) {
    const left = Math.max(0, batch.deadline - this.#context.store.log.clock())
    batch.timer ??= setTimeout(
      () => this.#refuse(id, batch, { kind: 'timeout' }),
      Math.min(left, patience),
    )
  }

  async #write(batch: Batch) {
    const { stream, expected, events, size, deadline } = batch
    this.#hold(size.total)
    try {
      const request = { stream, expected, events, deadline }
      const outcome = await this.#context.store.writes.append(request)
      this.#send(
        outcome.kind === 'written'
          ? successResponse(batch, outcome)
          : failureResponse(batch, outcome),
      )
    } catch (error) {
      this.#send(failureResponse(batch, toCallError(error)))
    } finally {
      this.#release(size.total)
    }
  }

  #refuse(id: string, batch: Batch, failure: Failure) {
    this.#forget(id, batch)
    this.#send(failureResponse(batch, failure))
    this.#endIfDone()
  }

  #refuseById(id: string, error: CallError) {
    const batch = this.#batches.get(id)
    if (batch) this.#refuse(id, batch, error)
  }

  #forget(id: string, batch: Batch) {
    clearTimeout(batch.timer)
    batch.size.release()
    this.#batches.delete(id)
  }

  #hold(bytes: number) {
    this.#writing += 1
    this.#bytes += bytes
    if (this.#bytes > highWater) this.#call.pause()
  }

  #release(bytes: number) {
    this.#writing -= 1
    this.#bytes -= bytes
    if (this.#bytes <= highWater && this.#call.isPaused()) this.#call.resume()
    this.#endIfDone()
  }

  #send(response: Response) {
    if (!this.#call.cancelled && !this.#call.destroyed) this.#call.write(response)
  }

  /** What was handed over is answered before a shutdown ends the call. */
  #endIfDone() {
    if (this.#closing && this.#writing === 0) return this.#fail(shuttingDown(status.CANCELLED))
    if (this.#ended && this.#writing === 0 && this.#batches.size === 0) this.#call.end()
  }

  #fail(error: CallError) {
    if (this.#failed) return
    this.#failed = true
    this.#drop()
    if (!this.#call.cancelled && !this.#call.destroyed) this.#call.emit('error', error)
  }

  /** The caller has gone: what was not complete is forgotten, what was handed over is still written. */
  #drop() {
    for (const [id, batch] of this.#batches) this.#forget(id, batch)
  }
}
