/**
 * A terminal as a program of its own behind a slow line, so that its memory and the stops of its event loop are its
 * own. It is told what to do, and answers, in messages.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import type { AppendResult, ConnectCentral } from '#electron/terminal/central/index.ts'
import { createTerminal } from '#electron/terminal/index.ts'
import { payloadBytes } from './bytes.ts'
import type { Asked, Ready, Worked } from './messages.ts'

const [dataDir = '', url = ''] = process.argv.slice(2)
/** Fewer than this pending, and nothing more is accepted: the rest can come to an end. */
const LAST_PENDING = 50

type Sent = { times: number; readonly bytes: number }
let sent = new Map<string, Sent>()
let appends: AppendResult['result'][] = []

/** The real connection, with everything counted that is sent. */
const connect: ConnectCentral = (address) => {
  const central = connectEventStoreDb(address)
  return {
    ...central,
    append: async (stream, events, expected, deadlineMs) => {
      for (const event of events) {
        const before = sent.get(event.id) ?? { times: 0, bytes: payloadBytes(event) }
        sent.set(event.id, { ...before, times: before.times + 1 })
      }
      const answer = await central.append(stream, events, expected, deadlineMs)
      appends.push(answer.result)
      return answer
    },
  }
}

const terminal = createTerminal({ dataDir, central: { url }, connect })
const known = () => terminal.store.events.count()
const isOnline = () => terminal.state().link.state === 'online'

function run(command: Parameters<typeof terminal.execute>[0]['command']): void {
  const { outcome } = terminal.execute({ command, operator: 'admin' })
  if (outcome !== 'accepted') throw new Error(`${command.type}: ${outcome}`)
}
const receive = (n: number) =>
  run({ type: 'ReceiveStock', sku: `LINE-${n}`, bin: 'A-1', quantity: 1 })

async function until(holds: () => boolean): Promise<Ready> {
  while (!holds()) await delay(20)
  return { pending: terminal.state().pending }
}

/** Sets up, and reads the log to its end: it was at work before the line went down. */
function begin(streams: number): Promise<Ready> {
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  run({ type: 'RegisterBin', bin: 'A-1' })
  for (let n = 0; n <= streams; n += 1)
    run({ type: 'RegisterProduct', sku: `LINE-${n}`, name: 'Chain', packs: [] })
  terminal.startSync()
  return until(() => isOnline() && terminal.state().pending === 0)
}

async function accept(pending: number, streams: number): Promise<Ready> {
  await until(() => !isOnline())
  for (let n = 0; n < pending; n += 1) {
    receive(n % streams)
    if (n % 100 === 0) await delay(0)
  }
  return { pending: terminal.state().pending }
}

/** Works on at a steady beat while the line carries what had gathered, until all is where it belongs. */
async function work(others: number, beatMs: number, streams: number): Promise<Worked> {
  const target = known() + others + terminal.state().pending
  sent = new Map()
  appends = []
  const acceptMs: number[] = []
  const stops = monitorEventLoopDelay({ resolution: 5 })
  stops.enable()
  const processor = process.cpuUsage()
  const began = performance.now()
  terminal.retryNow()
  for (let due = began + beatMs; ; due += beatMs) {
    const { pending } = terminal.state()
    if (pending === 0 && known() >= target + acceptMs.length) break
    await delay(Math.max(0, due - performance.now()))
    if (pending < LAST_PENDING) continue
    receive(acceptMs.length % (streams + 1))
    acceptMs.push(performance.now() - due)
  }
  stops.disable()
  const { user, system } = process.cpuUsage(processor)
  const all = [...sent.values()]
  const bytes = (times: (event: Sent) => number) =>
    all.reduce((sum, event) => sum + event.bytes * times(event), 0)
  return {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: (user + system) / 1e6,
    userSeconds: user / 1e6,
    acceptMs,
    longestStopMs: stops.max / 1e6,
    residentBytes: process.resourceUsage().maxRSS * 1024,
    appends: appends.length,
    unknownAppends: appends.filter((result) => result === 'unknown').length,
    eventsSent: all.length,
    eventsSentAgain: all.filter(({ times }) => times > 1).length,
    payloadSent: bytes(({ times }) => times),
    payloadSentAgain: bytes(({ times }) => times - 1),
  }
}

async function answer(asked: Asked): Promise<Ready | Worked> {
  switch (asked.do) {
    case 'begin':
      return begin(asked.streams)
    case 'accept':
      return accept(asked.pending, asked.streams)
    case 'work':
      return work(asked.others, asked.beatMs, asked.streams)
    case 'end':
      await terminal.close()
      process.disconnect()
      return { pending: 0 }
    default:
      return asked satisfies never
  }
}

process.on('message', (asked: Asked) => {
  void answer(asked).then((said) => process.connected && process.send?.(said))
})
