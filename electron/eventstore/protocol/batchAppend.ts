import { status, type ServerDuplexStream } from '@grpc/grpc-js'
import type { Principal } from '../semantics/access.ts'
import type { NewEvent } from '../storage/storedEvent.ts'
import { AppendSize } from './appendSize.ts'
import { failureResponse, successResponse, timeoutResponse } from './batchResponse.ts'
import { countCall, requireAccess, type CallContext } from './callContext.ts'
import { expectedFromWire } from './expected.ts'
import type { streams } from './generated.ts'
import { parseProposedEvent, streamNameOf, uuidFromWire } from './proposedEvent.ts'
import { type CallError, invalidArgument, shuttingDown, toCallError } from './status.ts'

type Request = streams.BatchAppendReq
type Response = streams.BatchAppendResp
type Call = ServerDuplexStream<Request, Response>

/** An append of which not all chunks are here yet, or that was already answered with an error. */
interface Batch {
  readonly id: string
  readonly options: streams.BatchAppendReq.Options
  readonly events: NewEvent[]
  readonly size: AppendSize
  readonly deadline: number
  answered: boolean
  timer: NodeJS.Timeout | undefined
}

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
      const batch = this.#batchOf(request)
      if (!batch.answered) this.#add(batch, request)
      if (!request.getIsFinal()) return this.#startTimer(batch)
      this.#batches.delete(batch.id)
      clearTimeout(batch.timer)
      if (!batch.answered) void this.#write(batch)
    } catch (error) {
      this.#fail(toCallError(error))
    }
  }

  #batchOf(request: Request): Batch {
    const id = uuidFromWire(request.getCorrelationId()).toString('hex')
    const known = this.#batches.get(id)
    if (known) return known
    const options = request.getOptions()
    if (!options) throw invalidArgument('The first chunk of an append carries its options.')
    const deadline = options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY
    const size = new AppendSize()
    const batch: Batch = {
      id,
      options,
      events: [],
      size,
      deadline,
      answered: false,
      timer: undefined,
    }
    this.#batches.set(id, batch)
    return batch
  }

  #add(batch: Batch, request: Request) {
    try {
      for (const proposed of request.getProposedMessagesList()) {
        const event = parseProposedEvent(proposed)
        batch.size.add(event)
        batch.events.push(event)
      }
    } catch (error) {
      this.#refuse(batch, toCallError(error))
    }
  }

  /** The client has no timer of its own: an append that is never finished has to be answered here. */
  #startTimer(batch: Batch) {
    if (batch.answered || batch.timer || batch.deadline === Number.POSITIVE_INFINITY) return
    const wait = Math.min(
      Math.max(0, batch.deadline - this.#context.store.log.clock()),
      2 ** 31 - 1,
    )
    batch.timer = setTimeout(() => {
      batch.answered = true
      batch.events.length = 0
      this.#send(timeoutResponse(batch.id, batch.options))
    }, wait)
  }

  async #write(batch: Batch) {
    const { id, options, events, size, deadline } = batch
    this.#hold(size.total)
    try {
      const stream = streamNameOf(options.getStreamIdentifier())
      requireAccess(this.#context, this.#who, 'write', stream)
      const expected = expectedFromWire(options, options.getStreamPosition())
      const request = { stream, expected, events, deadline }
      const outcome = await this.#context.store.writes.append(request)
      this.#send(
        outcome.kind === 'written'
          ? successResponse(id, options, outcome)
          : failureResponse(id, options, outcome),
      )
    } catch (error) {
      this.#refuse(batch, toCallError(error))
    } finally {
      this.#release(size.total)
    }
  }

  #refuse(batch: Batch, error: CallError) {
    batch.answered = true
    batch.events.length = 0
    this.#send(failureResponse(batch.id, batch.options, error))
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
    for (const batch of this.#batches.values()) clearTimeout(batch.timer)
    this.#batches.clear()
  }
}
