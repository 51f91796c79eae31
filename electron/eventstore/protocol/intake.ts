import { constants } from 'node:http2'
import {
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js'
import { isOpenToAll } from './entrance.ts'
import { http2StreamOf } from './receiveWindow.ts'
import { type CallError, serverBusy, timedOut } from './status.ts'

/** Bytes of requests that are not all here yet, of all callers together. */
const maxHeld = 128 * 1024 * 1024
/** Milliseconds that a request may take to come in, whatever its deadline says. */
const patience = 60_000
const look = 5_000

/** Milliseconds between an answer and the end of a call that still sends. */
const grace = 500
/** Bytes of a request that needs nobody to sign in. Each of them is empty. */
const maxFromStrangers = 16 * 1024

type Refuse = (error: CallError) => void

/** What one caller has sent of something that is not complete. */
export class Holding {
  readonly #intake: Intake
  readonly #refuse: Refuse
  #bytes = 0
  #since = 0

  constructor(intake: Intake, refuse: Refuse) {
    this.#intake = intake
    this.#refuse = refuse
  }

  get bytes(): number {
    return this.#bytes
  }

  get since(): number {
    return this.#since
  }

  add(bytes: number): void {
    if (this.#bytes === 0) this.#since = performance.now()
    this.#bytes += bytes
    this.#intake.added(this, bytes)
  }

  /** It is complete, or not wanted any more. */
  release(): void {
    const bytes = this.#bytes
    this.#bytes = 0
    if (bytes > 0) this.#intake.released(this, bytes)
  }

  refuse(error: CallError): void {
    this.release()
    this.#refuse(error)
  }
}

/**
 * Bounds what half-sent requests hold, in bytes and in time. When it is too much, whoever holds most is refused: they are
 * told that the server is busy, and nothing of theirs was written.
 */
export class Intake {
  readonly #holdings = new Set<Holding>()
  #held = 0
  #timer: NodeJS.Timeout | undefined

  /** Bytes of what is not complete. */
  get held(): number {
    return this.#held
  }

  hold(refuse: Refuse): Holding {
    return new Holding(this, refuse)
  }

  added(holding: Holding, bytes: number): void {
    this.#holdings.add(holding)
    this.#held += bytes
    this.#timer ??= setInterval(() => this.#refuseSlow(), look).unref()
    while (this.#held > maxHeld) this.#largest()?.refuse(serverBusy())
  }

  released(holding: Holding, bytes: number): void {
    this.#holdings.delete(holding)
    this.#held -= bytes
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** Counts what comes of a message until it is complete. */
  readonly interceptor: ServerInterceptor = ({ path }, call) => {
    const stream = http2StreamOf(call)
    if (!stream) return new ServerInterceptingCall(call)
    // What comes after the answer is passed over.
    let answered = false
    const partial = this.hold((error) => {
      answered = true
      endCall(call, error)
    })
    const limit = isOpenToAll(path) ? maxFromStrangers : Number.POSITIVE_INFINITY
    stream.on('data', (chunk: Buffer) => {
      if (answered) return
      partial.add(chunk.length)
      if (partial.bytes > limit) partial.refuse(serverBusy())
    })
    stream.on('close', () => partial.release())
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMessage: (message, pass) => {
            partial.release()
            pass(message)
          },
        }),
      sendStatus: (status, pass) => {
        answered = true
        partial.release()
        pass(status)
      },
    })
  }

  #largest(): Holding | undefined {
    let largest: Holding | undefined
    for (const holding of this.#holdings)
      if (!largest || holding.bytes > largest.bytes) largest = holding
    return largest
  }

  #refuseSlow(): void {
    const before = performance.now() - patience
    for (const holding of this.#holdings) if (holding.since < before) holding.refuse(timedOut())
  }
}

/** Says why. What has come is held until the client has closed its side, so soon that is closed for it. */
function endCall(call: ServerInterceptingCallInterface, error: CallError): void {
  call.sendStatus(error)
  setTimeout(() => http2StreamOf(call)?.close(constants.NGHTTP2_NO_ERROR), grace).unref()
}
