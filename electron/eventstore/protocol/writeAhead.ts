import { ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js'

/** Bytes of frames that may be under way at once: as much as one DATA frame of HTTP/2 holds by default. */
const window = 16 * 1024

class WriteAhead extends ServerInterceptingCall {
  #underWay = 0
  #resume: (() => void) | undefined

  override sendMessage(message: unknown, written: () => void): void {
    if (!(message instanceof Uint8Array)) return super.sendMessage(message, written)
    this.#underWay += message.length
    super.sendMessage(message, () => {
      this.#underWay -= message.length
      const resume = this.#resume
      this.#resume = undefined
      resume?.()
    })
    if (this.#underWay < window) written()
    else this.#resume = written
  }
}

/**
 * Lets the frames of a read follow each other without waiting for each to be on its way, so that HTTP/2 packs
 * as many as fit into one DATA frame and one write to the socket. By itself grpc-js hands over a message only when
 * the one before it has been written, which costs the store and the client more than the event in it.
 * What is under way is bounded: a reader that stops reading still costs a few frames.
 */
export const writeAhead: ServerInterceptor = (_method, call) => new WriteAhead(call)
