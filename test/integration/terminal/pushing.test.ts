import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { StockEvent } from '#shared/domain/stock/index.ts'
import type { AppendResult, CentralStore } from '#electron/terminal/central/index.ts'
import { problemOf } from '#shared/words/index.ts'
import { happensElsewhere } from '#test/support/elsewhere.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, stockOf } from '#test/support/terminal.ts'

const STOCK = 'stock-WH1.SKU-1'
const receive = (quantity: number) =>
  ({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const

const received = (quantity: number): StockEvent => ({
  type: 'StockReceived',
  data: { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1', quantity },
})

type Request = { readonly expected: number; readonly ids: readonly string[] }
type Append = CentralStore['append']

/** A terminal whose appends to the stock stream go through `between`, which may lose what it likes. */
async function terminalBehind(
  between: (
    send: () => Promise<AppendResult>,
    request: Request,
    nth: number,
  ) => Promise<AppendResult>,
) {
  const log = new MemoryLog()
  const requests: Request[] = []
  let meddling = false
  let connections = 0
  const terminal = openTerminal({
    central: { url: 'memory' },
    connect: () => {
      connections += 1
      const central = connectMemory(log, fineWeather)
      const append: Append = (stream, events, expected) => {
        const send = () => central.append(stream, events, expected)
        if (!meddling || stream !== STOCK) return send()
        const request = { expected, ids: events.map(({ id }) => id) }
        requests.push(request)
        return between(send, request, requests.length)
      }
      return { ...central, append }
    },
  })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const run = asAdmin(terminal)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run(receive(1))
  await sync(terminal)
  meddling = true
  return { log, requests, terminal, run, connections: () => connections }
}

const lost: AppendResult = { result: 'unknown', why: problemOf('unreachable') }
const late: AppendResult = { result: 'unknown', why: problemOf('timeout') }

describe('an append', () => {
  it('sends consecutive pending events of a stream together, on the head that was observed', async () => {
    const { requests, terminal, run, log } = await terminalBehind((send) => send())
    run(receive(2))
    run(receive(3))
    await sync(terminal)
    expect(requests).toMatchObject([{ expected: 0, ids: { length: 2 } }])
    expect(log.stream(STOCK)).toHaveLength(3)
  })

  it('is sent again exactly as it was when its outcome is unknown and it had not arrived', async () => {
    const { requests, terminal, run, log } = await terminalBehind((send, _, nth) =>
      nth === 1 ? Promise.resolve(lost) : send(),
    )
    run(receive(2))
    expect(await sync(terminal)).toMatchObject({ pending: 0, rebased: 0 })
    expect(requests[1]).toEqual(requests[0])
    expect(log.stream(STOCK)).toHaveLength(2)
  })

  it('is sent again exactly as it was although more has been accepted meanwhile', async () => {
    let more: (() => void) | undefined
    const { requests, terminal, run, log } = await terminalBehind((send, _, nth) => {
      if (nth > 1) return send()
      more?.()
      return Promise.resolve(lost)
    })
    more = () => run(receive(4))
    run(receive(2))
    expect(await sync(terminal)).toMatchObject({ pending: 0, rebased: 0 })
    expect(requests[0]?.ids).toHaveLength(1)
    expect(requests[1]).toEqual(requests[0])
    expect(log.stream(STOCK)).toHaveLength(3)
  })

  it('is sent again exactly as it was when it was late, on the same connection', async () => {
    const { requests, terminal, run, log, connections } = await terminalBehind((send, _, nth) =>
      nth === 1 ? Promise.resolve(late) : send(),
    )
    const before = connections()
    // More than goes at once, and much more than is tried after one was late.
    for (let n = 0; n < 120; n += 1) run(receive(2))
    expect(await sync(terminal)).toMatchObject({ pending: 0, rebased: 0 })
    expect(requests[0]?.ids.length).toBeGreaterThan(20)
    expect(requests[1]).toEqual(requests[0])
    expect(requests[2]?.ids.length).toBeLessThan(requests[0]!.ids.length)
    expect(log.stream(STOCK)).toHaveLength(121)
    expect(connections()).toBe(before + 1)
  })

  it('that is late again and again holds up its own stream only', async () => {
    const { requests, terminal, run, connections } = await terminalBehind(() =>
      Promise.resolve(late),
    )
    const before = connections()
    run(receive(2))
    terminal.startSync()
    await expect.poll(() => requests.length).toBe(1)
    run({ type: 'RegisterBin', bin: 'B-1' })
    await expect.poll(() => terminal.state().pending).toBe(1)
    await expect.poll(() => requests.length).toBe(2)
    run({ type: 'RegisterBin', bin: 'B-2' })
    await expect.poll(() => terminal.state().pending).toBe(1)
    expect(connections()).toBe(before + 1)
    expect(terminal.state().link.state).toBe('online')
  })

  it('that is never in time at all ends the connection, which may be at fault', async () => {
    const { terminal, run, connections } = await terminalBehind(() => Promise.resolve(late))
    const before = connections()
    run(receive(2))
    terminal.startSync()
    await expect.poll(connections).toBe(before + 2)
  })

  it('that had arrived although its outcome is unknown is found, and not sent as something new', async () => {
    const { requests, terminal, run, log } = await terminalBehind(async (send, _, nth) => {
      const answer = await send()
      return nth === 1 ? lost : answer
    })
    run(receive(2))
    expect(await sync(terminal)).toMatchObject({ pending: 0, rebased: 0, pushed: 1 })
    expect(requests.every((request) => request.expected === 0)).toBe(true)
    expect(log.stream(STOCK)).toHaveLength(2)
  })

  it('that lands only after it was sent again is there once', async () => {
    let late: (() => Promise<AppendResult>) | undefined
    const { terminal, run, log } = await terminalBehind(async (send, _, nth) => {
      if (nth === 1) {
        late = send
        return lost
      }
      const answer = await send()
      await late?.()
      return answer
    })
    run(receive(2))
    expect(await sync(terminal)).toMatchObject({ pending: 0 })
    expect(log.stream(STOCK)).toHaveLength(2)
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 3, effective: 3 })
  })

  it('that arrived and is followed by new work does not take the new work along under an old revision', async () => {
    let more: (() => void) | undefined
    const { terminal, run, log } = await terminalBehind(async (send, _, nth) => {
      const answer = await send()
      if (nth > 1) return answer
      more?.()
      return lost
    })
    more = () => run(receive(4))
    run(receive(2))
    expect(await sync(terminal)).toMatchObject({ pending: 0, rebased: 0 })
    expect(log.stream(STOCK).map(({ data }) => (data as { quantity: number }).quantity)).toEqual([
      1, 2, 4,
    ])
  })

  it('that finds the stream moved on is decided again on what came in between', async () => {
    const { requests, terminal, run, log } = await terminalBehind((send, _, nth) => {
      if (nth === 1) happensElsewhere(log, received(50))
      return send()
    })
    const outcome = run(receive(2))
    expect(await sync(terminal)).toMatchObject({ pending: 0, rebased: 1, pulled: 1 })
    expect(requests.map(({ expected }) => expected)).toEqual([0, 1])
    expect(outcome).toMatchObject({ events: [{ id: log.stream(STOCK)[2]?.id }] })
    expect(stockOf(terminal, 'A-1')).toEqual({ confirmed: 53, effective: 53 })
  })

  it('that the store refuses stays pending with the reason, and does not hold up other streams', async () => {
    const { terminal, run } = await terminalBehind(() =>
      Promise.resolve({ result: 'refused', why: problemOf('refused', 'too large') }),
    )
    run(receive(2))
    run({ type: 'RegisterBin', bin: 'B-1' })
    expect(await sync(terminal)).toMatchObject({ pending: 1, online: true })
    expect([...terminal.state().refused]).toEqual([[STOCK, problemOf('refused', 'too large')]])
  })
})

/** A terminal whose pull says that it has caught up only when it is let to, and for which five seconds are nothing. */
async function terminalBehindSlowPull() {
  const log = new MemoryLog()
  let patience = 0
  let allowed = true
  let held = Promise.resolve()
  const terminal = openTerminal({
    central: { url: 'memory' },
    timing: {
      sleep: (ms, signal) => {
        if (ms !== 5000) return delay(ms, undefined, { signal }).catch(() => {})
        patience += 1
        return Promise.resolve()
      },
    },
    connect: () => {
      const central = connectMemory(log, fineWeather)
      const subscribe: CentralStore['subscribe'] = (prefixes, after) => {
        const feed = central.subscribe(prefixes, after)
        const next = async () => {
          const item = await feed.next()
          // What is read from the log's beginning only asks whose store it is.
          if (after !== undefined && item.kind === 'chunk' && item.events.length > 0) await held
          return item.kind === 'chunk' ? { ...item, caughtUp: item.caughtUp && allowed } : item
        }
        return { ...feed, next }
      }
      return { ...central, subscribe }
    },
  })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  return {
    log,
    terminal,
    run: asAdmin(terminal),
    patience: () => patience,
    allow: (now: boolean) => void (allowed = now),
    /** Brings no more events before it is told to. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
  }
}

describe('while the pull has not caught up', () => {
  it('sends five seconds after it is online, however long the way there took', async () => {
    const { terminal, run, allow } = await terminalBehindSlowPull()
    await sync(terminal)
    allow(false)
    run({ type: 'RegisterBin', bin: 'A-1' })
    expect(terminal.state().pending).toBe(1)
    terminal.startSync()
    await expect.poll(() => terminal.state().pending).toBe(0)
  })

  it('goes on where the last append ended, and looks at what was sent no second time', async () => {
    const { log, terminal, run, allow, hold } = await terminalBehindSlowPull()
    run({ type: 'RegisterBin', bin: 'A-1' })
    run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
    await sync(terminal)
    allow(false)
    const { outbox } = terminal.store
    const eachOf = outbox.eachOf.bind(outbox)
    let looked = 0
    outbox.eachOf = function* (...of) {
      for (const entry of eachOf(...of)) {
        looked += 1
        yield entry
      }
    }
    const request = { command: receive(1), operator: 'admin' }
    const outcomes = terminal.executeMany(Array.from({ length: 600 }, () => request))
    const letGo = hold()
    terminal.startSync()
    await expect.poll(() => log.stream(STOCK).length).toBe(600)
    expect(terminal.state().pending).toBe(600)
    expect(looked).toBeLessThan(650)
    letGo()
    await expect.poll(() => terminal.state().pending).toBe(0)
    expect(log.stream(STOCK).map(({ id }) => id)).toEqual(
      outcomes.flatMap((outcome) =>
        outcome.outcome === 'accepted' ? outcome.events.map(({ id }) => id) : [],
      ),
    )
  })

  it('sends nothing on the first connection after a start: it may have been put back from a copy', async () => {
    const { log, terminal, patience, allow } = await terminalBehindSlowPull()
    happensElsewhere(log, received(50))
    allow(false)
    terminal.startSync()
    await expect.poll(patience).toBe(1)
    await expect.poll(() => stockOf(terminal, 'A-1').confirmed).toBe(50)
    expect(log.events).toHaveLength(1)
    allow(true)
    happensElsewhere(log, received(1))
    await expect.poll(() => terminal.state().pending).toBe(0)
  })
})
