import { Worker } from 'node:worker_threads'
import { StoreError } from './errors.ts'
import type { StoreOptions } from './options.ts'
import type { RunningStore } from './server.ts'
import type { FromWorker, ToWorker } from './workerMessages.ts'

export interface StartOptions extends StoreOptions {
  /** The worker's program, when the host was bundled and it is not `worker.ts` beside this file. */
  readonly workerScript?: URL | string
  /** Given what the store has to tell whoever looks after it, a line at a time. */
  readonly tell?: (line: string) => void
}

/** What bursts leave to the young generation stays there; a larger one than this makes nothing faster. */
const maxYoungGenerationSizeMb = 48

/** A store in a thread of its own. */
export interface StartedStore extends RunningStore {
  /**
   * Settles when the thread has ended: resolves after `close`, rejects with a StoreError
   * when it died by itself. What was acknowledged is safe either way.
   */
  readonly exited: Promise<void>
}

/**
 * Opens a store in a worker thread, so that its disk flushes never stall the host's event loop.
 * @throws StoreError as `openEventStore` does, or `worker-failed` when the worker can't be started.
 */
export async function startEventStore({
  workerScript,
  tell,
  ...options
}: StartOptions): Promise<StartedStore> {
  const worker = new Worker(workerScript ?? new URL('./worker.ts', import.meta.url), {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb },
  })
  const exited = watchExit(worker)
  exited.catch(() => undefined)
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'told') tell?.(message.line)
  })
  const { where } = await listening(worker, exited)
  const close = () => {
    worker.postMessage({ kind: 'close' } satisfies ToWorker)
    return exited
  }
  return { ...where, exited, close }
}

function watchExit(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    let cause: unknown
    worker.once('error', (error) => {
      cause = error
    })
    worker.once('exit', (code) => {
      if (code === 0 && cause === undefined) return resolve()
      const reason = cause instanceof Error ? cause.message : `exit code ${code}`
      reject(new StoreError('worker-failed', `The store's thread ended: ${reason}`, { cause }))
    })
  })
}

type Listening = Extract<FromWorker, { kind: 'listening' }>

function listening(worker: Worker, exited: Promise<void>): Promise<Listening> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'listening') resolve(message)
      if (message.kind === 'failed') reject(new StoreError(message.code, message.message))
    })
    exited.then(
      () =>
        reject(new StoreError('worker-failed', "The store's thread ended before it was ready.")),
      reject,
    )
  })
}
