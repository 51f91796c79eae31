import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { readAll } from '#test/support/site.ts'
import { StoreProcess } from '#test/support/storeProcess.ts'
import { openTerminal, tempDir } from '#test/support/terminal.ts'
import { waitLimit } from '#test/support/limits.ts'
import { rowsOf } from '#test/support/database.ts'

async function openStore(): Promise<StoreProcess> {
  const store = await StoreProcess.prepare(tempDir())
  await store.start()
  onTestFinished(() => store.kill())
  return store
}

function openAt(url: string, id: string, dataDir = tempDir()): Terminal {
  const terminal = openTerminal({ dataDir, central: { url } })
  terminal.initialise({ terminal: id, warehouse: 'WH1' })
  return terminal
}

const SKUS = 40

/** Stock work on many streams, accepted offline. Answers with the ids of the intentions. */
function work(terminal: Terminal, receipts: number): readonly string[] {
  const run = (commands: readonly Parameters<Terminal['execute']>[0]['command'][]) =>
    terminal.executeMany(commands.map((command) => ({ command, operator: 'admin' })))
  run([
    { type: 'RegisterBin', bin: 'A-1' },
    ...Array.from(
      { length: SKUS },
      (_, n) => ({ type: 'RegisterProduct', sku: `SKU-${n}`, name: 'Part', packs: [] }) as const,
    ),
  ])
  const receive = (n: number) =>
    ({ type: 'ReceiveStock', sku: `SKU-${n % SKUS}`, bin: 'A-1', quantity: 1 }) as const
  return run(Array.from({ length: receipts }, (_, n) => receive(n))).map(({ id }) => id)
}

async function expectOnce(url: string, intentions: readonly string[]): Promise<void> {
  const events = await readAll(url)
  const ids = events.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const arrived = Map.groupBy(events, ({ metadata }) => metadata['intention'])
  const counts = intentions.map((id) => arrived.get(id)?.length ?? 0)
  expect(counts.filter((count) => count !== 1)).toEqual([])
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: waitLimit, interval: 10 })

describe('crashes', () => {
  it('delivers everything exactly once when the store is killed in the middle of pushes', async () => {
    const store = await openStore()
    const terminal = openAt(store.address, 'T1')
    const intentions = work(terminal, 1200)
    const pendingAtStart = terminal.state().pending
    terminal.startSync()
    for (const share of [0.9, 0.6, 0.3]) {
      await eventually(() => expect(terminal.state().pending).toBeLessThan(pendingAtStart * share))
      await store.kill()
      await eventually(() => expect(terminal.state().link.state).not.toBe('online'))
      await store.start()
    }
    await eventually(() => expect(terminal.state()).toMatchObject({ pending: 0 }))
    expect(terminal.state().conflicts.own).toBe(0)
    await expectOnce(store.address, intentions)
  })

  it('takes everything in exactly once when the store is killed in the middle of a pull', async () => {
    const store = await openStore()
    const writer = openAt(store.address, 'T1')
    work(writer, 1500)
    await writer.syncUntilIdle({ timeoutMs: waitLimit })
    expect(writer.state().pending).toBe(0)

    const reader = openAt(store.address, 'T2')
    reader.startSync()
    await eventually(() => expect(reader.store.events.count()).toBeGreaterThan(200))
    await store.kill()
    await eventually(() => expect(reader.state().link.state).not.toBe('online'))
    await store.start()
    const report = await reader.syncUntilIdle({ timeoutMs: waitLimit })
    expect(report).toMatchObject({ online: true, pending: 0, conflicts: 0 })
    const total = rowsOf(
      reader,
      'SELECT sum(confirmed) AS confirmed, sum(effective) AS effective FROM stock',
    )
    expect(total).toEqual([{ confirmed: 1500, effective: 1500 }])
  })

  it('loses and doubles nothing that it said was saved when the terminal itself is killed', async () => {
    const store = await openStore()
    const dataDir = tempDir()
    const saved: string[] = []
    for (const killAfter of [150, 400, 700])
      await workUntilKilled(dataDir, store.address, saved, killAfter)
    const drained = start(dataDir, store.address, 'drain')
    const [line] = (await once(createInterface(drained.stdout!), 'line')) as [string]
    expect(JSON.parse(line)).toMatchObject({ online: true, pending: 0, conflicts: 0 })
    await once(drained, 'exit')
    expect(saved.length).toBeGreaterThanOrEqual(700)
    await expectOnce(store.address, saved)
  })
})

function start(dataDir: string, url: string, task: 'work' | 'drain'): ChildProcess {
  const script = join(import.meta.dirname, '../../support/terminalMain.ts')
  const child = spawn(process.execPath, [script, dataDir, url, 'T1', task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Kills the terminal, without a warning, once it has said that so many receipts are saved and some have arrived. */
async function workUntilKilled(
  dataDir: string,
  url: string,
  saved: string[],
  killAfter: number,
): Promise<void> {
  const child = start(dataDir, url, 'work')
  const exited = once(child, 'exit')
  for await (const line of createInterface(child.stdout!)) {
    saved.push(line)
    if (saved.length === killAfter) child.kill('SIGKILL')
  }
  await exited
}
