import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { seeded } from '../random.ts'
import { StoreProcess } from '../storeProcess.ts'
import { payloadBytes } from './bytes.ts'
import type { Asked, Floor, Ready, Worked } from './messages.ts'
import { type Line, type LineOptions, openLine } from './proxy.ts'

export type LineRun = LineOptions & {
  readonly seed: number
  /** The chance of each connection to be cut within a second. */
  readonly cutPerSecond: number
  /** Events that the terminal has to send, and over how many streams. */
  readonly pending: number
  readonly streams: number
  /** Events of others that wait for it. */
  readonly others: number
  /** How many of them are on the streams that the terminal itself has something for. */
  readonly onSameStreams: number
  /** While all that happens it accepts another command, each time after so long. */
  readonly beatMs: number
}

export type Direction = {
  /** Bytes that crossed the line, framing and all that was sent in vain included. */
  readonly carried: number
  /** Bytes of the events alone, each once. */
  readonly payload: number
}

export type LineFigures = Worked & {
  readonly up: Direction
  readonly down: Direction
  readonly floor: Floor
  readonly cuts: number
  readonly connections: number
  /** How often each event of the terminal is in the central store: all of them once. */
  readonly missing: number
  readonly doubled: number
}

/** As `npm start` runs it. */
const flags = [
  '--max-semi-space-size=4',
  '--initial-old-space-size=48',
  '--disable-warning=DEP0123',
]

/** A terminal in a process of its own; one question at a time. */
function startTerminal(dataDir: string, url: string) {
  const script = join(import.meta.dirname, 'terminal.ts')
  const child: ChildProcess = fork(script, [dataDir, url], { execArgv: flags })
  const died = once(child, 'exit').then(([code]): never => {
    throw new Error(`The terminal ended with ${code}`)
  })
  died.catch(() => {})
  const ask = async <T>(asked: Asked): Promise<T> => {
    child.send(asked)
    const [answer] = (await Promise.race([once(child, 'message'), died])) as [T]
    return answer
  }
  return {
    begin: (streams: number) => ask<Ready>({ do: 'begin', streams }),
    accept: (pending: number, streams: number) => ask<Ready>({ do: 'accept', pending, streams }),
    work: (work: Omit<Extract<Asked, { do: 'work' }>, 'do'>) =>
      ask<Worked>({ do: 'work', ...work }),
    kill: () => child.kill('SIGKILL'),
  }
}

/** Measures what the machine gives to anybody until it is asked. */
function startFloor(folder: string, beatMs: number) {
  const child = fork(join(import.meta.dirname, 'floor.ts'), [folder, String(beatMs)])
  return async (): Promise<Floor> => {
    child.send('end')
    const [floor] = (await once(child, 'message')) as [Floor]
    return floor
  }
}

/** What others did meanwhile, straight into the store: two terminals' receipts on many streams. */
async function writeOthers(client: EventStoreDBClient, run: LineRun): Promise<void> {
  const random = seeded(run.seed)
  const perAppend = 250
  let sequence = 0
  const receipt = (sku: string) => {
    sequence += 1
    const id = random.uuid()
    return jsonEvent({
      id,
      type: 'StockReceived',
      data: { warehouse: 'WH1', sku, bin: 'A-1', quantity: 1 },
      metadata: {
        intention: id,
        $correlationId: id,
        $causationId: id,
        operator: 'admin',
        terminal: 'T2',
        sequence,
        occurredAt: new Date(1_767_323_045_000 + sequence * 1000).toISOString(),
        schemaVersion: 1,
      },
    })
  }
  const write = (sku: string, count: number) =>
    client.appendToStream(
      `stock-WH1.${sku}`,
      Array.from({ length: count }, () => receipt(sku)),
    )
  for (let n = 0; n < run.onSameStreams; n += 1) await write(`LINE-${n % run.streams}`, 1)
  for (let left = run.others - run.onSameStreams, n = 0; left > 0; left -= perAppend, n += 1)
    await write(`OTHER-${n % 40}`, Math.min(perAppend, left))
}

/** Cuts with the chance that is asked for, until it is stopped. */
function keepCutting(line: Line, { seed, cutPerSecond }: LineRun) {
  const random = seeded(seed + 1)
  let cuts = 0
  const timer = setInterval(() => {
    if (random.chance(cutPerSecond)) cuts += line.cut()
  }, 1000)
  return () => {
    clearInterval(timer)
    return cuts
  }
}

/** All of the store that is not its own bookkeeping. */
async function readStore(client: EventStoreDBClient) {
  const events: { own: boolean; id: string; bytes: number; stream: string }[] = []
  for await (const { event } of client.readAll()) {
    if (!event || event.type.startsWith('$')) continue
    const { id, type, data, metadata, streamId } = event
    const own = Reflect.get(metadata as object, 'terminal') === 'T1'
    events.push({ own, id, stream: streamId, bytes: payloadBytes({ id, type, data, metadata }) })
  }
  return events
}

/**
 * A terminal was at work, lost its line, went on alone while others went on, too, and gets back a line that is slow and
 * breaks: until everything is where it belongs.
 */
export async function runLine(run: LineRun): Promise<LineFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'tallydeck-line-'))
  const store = await StoreProcess.prepare(join(folder, 'store'))
  await store.start()
  const client = EventStoreDBClient.connectionString(store.address)
  const line = await openLine(store.address, run)
  const terminal = startTerminal(join(folder, 'terminal'), line.url)
  try {
    await terminal.begin(run.streams)
    const before = await readStore(client)
    line.setUp(false)
    await terminal.accept(run.pending, run.streams)
    await writeOthers(client, run)
    line.setUp(true)
    const start = { sent: line.sent(), received: line.received(), made: line.connections() }
    const stopCutting = keepCutting(line, run)
    const measured = startFloor(folder, run.beatMs)
    const worked = await terminal.work(run)
    const floor = await measured()
    const cuts = stopCutting()
    const carried = { up: line.sent() - start.sent, down: line.received() - start.received }
    const now = (await readStore(client)).slice(before.length)
    const bytes = (events: typeof now) => events.reduce((sum, event) => sum + event.bytes, 0)
    const own = now.filter((event) => event.own)
    const ids = new Set(own.map(({ id }) => id))
    return {
      ...worked,
      floor,
      up: { carried: carried.up, payload: bytes(own) },
      down: { carried: carried.down, payload: bytes(now) },
      cuts,
      connections: line.connections() - start.made,
      missing: run.pending + worked.acceptMs.length - ids.size,
      doubled: own.length - ids.size,
    }
  } finally {
    terminal.kill()
    line.close()
    void client.dispose()
    await store.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
