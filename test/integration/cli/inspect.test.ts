import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cliTerminal } from '#test/support/cli.ts'
import { pick, receive } from '#test/support/floorCommands.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, tempDir } from '#test/support/terminal.ts'

const stream = 'stock-WH1.SKU-1'

/** T2 is at work in its folder: it picked one, and then three, of ten of which T1 had picked eight. */
async function conflicted() {
  const site = await openSite()
  const first = site.terminal('T1')
  const run = asAdmin(first)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run(receive(10))
  await sync(first)
  const dataDir = tempDir()
  const second = site.terminal('T2', { dataDir })
  await sync(second)
  const work = asAdmin(second)
  work(pick(1))
  work(pick(3))
  run(pick(8))
  await sync(first)
  await sync(second)
  return { dataDir, second, inspect: (name: string) => cliTerminal(dataDir).run('inspect', name) }
}

it('tells the history of a stream, its events and every decision, beside the terminal at work', async () => {
  const { dataDir, second, inspect } = await conflicted()
  const files = () => readdirSync(dataDir).map((file) => [file, statSync(join(dataDir, file)).size])
  const before = files()

  const { code, rows } = await inspect(stream)
  expect(code).toBe(0)
  const [history, ...rest] = rows
  const sequence = Number(/!#(\d+):/.exec(String(history?.history))?.[1])
  const earlier = sequence - 1
  expect(history).toEqual({
    kind: 'history',
    history: `0:StockReceived 1:StockPicked 2:StockPicked#${earlier} | !#${sequence}:StockPicked@0`,
  })
  const id = expect.stringMatching(/^[\da-f-]{36}$/)
  const time = expect.stringMatching(/^2.*Z$/)
  const event = (revision: number, type: string, terminal: string, intention: number | null) => ({
    kind: 'event',
    revision,
    id,
    type,
    operator: 'admin',
    terminal,
    intention,
    occurredAt: time,
    recordedAt: time,
    problem: null,
  })
  const decision = (intention: number, base: number, more: object) => ({
    kind: 'decision',
    intention,
    operator: 'admin',
    occurredAt: time,
    base,
    decidedAt: time,
    events: [{ id, type: 'StockPicked' }],
    ...more,
  })
  expect(rest).toEqual([
    event(0, 'StockReceived', 'T1', null),
    event(1, 'StockPicked', 'T1', null),
    event(2, 'StockPicked', 'T2', earlier),
    decision(earlier, 1, { state: 'confirmed', replaced: false }),
    decision(sequence, 0, { state: 'conflict', replaced: false }),
  ])
  expect(files()).toEqual(before)

  const [conflict] = second.queries.conflicts.list('open', 1)
  asAdmin(second)({
    type: 'ResolveConflict',
    conflict: String(conflict?.conflict),
    choice: 'change-quantity',
    quantity: 1,
  })
  await sync(second)
  const settled = (await inspect(stream)).rows
  expect(settled[0]?.history).toMatch(new RegExp(` 3:StockPicked#${sequence} \\|$`))
  expect(settled.slice(-2)).toEqual([
    decision(sequence, 0, { state: 'confirmed', replaced: true }),
    decision(sequence, 2, { state: 'confirmed', replaced: false }),
  ])
})

it('has no events and no decisions of a stream that nobody wrote to', async () => {
  const { inspect } = await conflicted()
  const { code, rows } = await inspect('stock-WH1.SKU-9')
  expect({ code, rows }).toEqual({ code: 0, rows: [{ kind: 'history', history: '|' }] })
})

it('makes no terminal where there is none', async () => {
  const dataDir = tempDir()
  expect((await cliTerminal(dataDir).run('inspect', stream)).code).toBe(2)
  expect(existsSync(join(dataDir, 'terminal.db'))).toBe(false)
})
