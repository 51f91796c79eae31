import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A store in a process of its own. */
export interface StoreProcess {
  readonly connectionString: string
  /** The process's own figures, from its metrics. */
  figures(): Promise<{ readonly cpuSeconds: number; readonly residentBytes: number }>
  stop(): Promise<void>
}

const script = join(import.meta.dirname, 'storeProcess.ts')

/** Starts the `store` command on free ports and waits until it serves. */
export async function startStoreProcess(dataDir: string): Promise<StoreProcess> {
  const child = spawn(process.execPath, [script, '--data', dataDir, '--port', '0'])
  let output = ''
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Health and metrics')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(output)))
  })
  await ready
  const connectionString = /Connect with (\S+)/.exec(output)?.[1] ?? ''
  const ops = /(http:\S+)\/health/.exec(output)?.[1] ?? ''
  return {
    connectionString,
    async figures() {
      const text = await (await fetch(`${ops}/metrics`)).text()
      const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
      return {
        cpuSeconds: value('process_cpu_seconds_total'),
        residentBytes: value('process_resident_memory_bytes'),
      }
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}
