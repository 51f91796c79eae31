import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../../scripts/dev/freePort.ts'

const script = join(import.meta.dirname, 'storeMain.ts')
/** As the command line runs it. */
const flags = ['--max-semi-space-size=16']

/**
 * The embedded store as a process of its own, which can be stopped, killed and started again at the same address and
 * on the same data.
 */
export class StoreProcess {
  readonly address: string
  readonly #args: readonly string[]
  #child: ChildProcess | undefined
  #ops = ''

  private constructor(dataDir: string, port: number) {
    this.address = `esdb://127.0.0.1:${port}?tls=false`
    this.#args = [...flags, script, '--data', dataDir, '--port', String(port)]
  }

  /** A store on `dataDir` that does not run yet, at an address that is free now. */
  static async prepare(dataDir: string): Promise<StoreProcess> {
    return new StoreProcess(dataDir, await freePort())
  }

  /** Settles when it takes connections. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, this.#args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const ops = /^Health and metrics on (\S+)\/health/.exec(line)?.[1]
        if (ops === undefined) return
        this.#ops = ops
        resolve()
      })
      child.once('exit', (code) => reject(new Error(`The store ended with ${code}`)))
    })
  }

  /** What the process has used since it was started, from its metrics. */
  async figures(): Promise<{ readonly cpuSeconds: number; readonly residentBytes: number }> {
    const text = await (await fetch(`${this.#ops}/metrics`)).text()
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    return {
      cpuSeconds: value('process_cpu_seconds_total'),
      residentBytes: value('process_resident_memory_bytes'),
    }
  }

  /** Stops it as an operator would. */
  stop = (): Promise<void> => this.#end('SIGTERM')

  /** Ends it as a power cut would. */
  kill = (): Promise<void> => this.#end('SIGKILL')

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
