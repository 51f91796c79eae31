import { status, type ServerWritableStream } from '@grpc/grpc-js'
import type { CallContext } from './callContext.ts'
import { shuttingDown, toCallError } from './status.ts'

/** A server-streaming call, as far as writing to it goes. */
export type Sink<T> = Pick<
  ServerWritableStream<unknown, T>,
  'write' | 'writableLength' | 'end' | 'on' | 'emit' | 'cancelled' | 'destroyed'
>

/**
 * Runs the body of a streaming call with a signal that tells when nobody listens any more, ends the call
 * when the body returns, fails it when the body throws, and cancels it when the server shuts down.
 */
export async function serve<T>(
  context: CallContext,
  call: Sink<T>,
  body: (gone: AbortSignal) => Promise<void>,
): Promise<void> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  call.on('cancelled', leave)
  call.on('close', leave)
  call.on('error', leave)
  context.closing.addEventListener('abort', leave, { once: true })
  try {
    await body(gone.signal)
    if (context.closing.aborted) throw shuttingDown(status.CANCELLED)
    if (!call.cancelled) call.end()
  } catch (error) {
    if (!call.cancelled && !call.destroyed) call.emit('error', toCallError(error))
  } finally {
    context.closing.removeEventListener('abort', leave)
  }
}

/** Writes the frames, as fast as the client takes them and no faster: none is ever queued behind another. */
export async function send<T>(
  call: Sink<T>,
  frames: Iterable<T>,
  gone: AbortSignal,
): Promise<void> {
  let wake = () => {}
  const written = () => wake()
  gone.addEventListener('abort', written)
  try {
    for (const frame of frames) {
      if (gone.aborted) return
      call.write(frame, written)
      // Earlier frames may tell only now that they are written.
      while (call.writableLength > 0 && !gone.aborted)
        await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    gone.removeEventListener('abort', written)
  }
}
