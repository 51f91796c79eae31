/** What a terminal has saved reaches the server, and once, whatever ends in between. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { problemOf } from '#shared/words/index.ts'
import { runCli } from '#test/support/cli.ts'
import { canCut, openCutLine } from '#test/support/conformance/cutLine.ts'
import { expectOnce, type Run, sync } from '#test/support/conformance/run.ts'
import { isOwn, mayHarm, url, withTerminals } from '#test/support/conformance/suite.ts'
import { stockOf, tempDir } from '#test/support/terminal.ts'

const eventually = { timeout: 120_000 }

/** Receipts on a few streams, saved and not sent; answers with the ids of the intentions. */
function receipts(run: Run, terminal: Terminal, skus: readonly string[], count: number) {
  const requests = Array.from({ length: count }, (_, n) => ({
    command: {
      type: 'ReceiveStock',
      sku: skus[n % skus.length] ?? '',
      bin: 'A-1',
      quantity: 1,
    } as const,
    operator: run.ana,
  }))
  return terminal.executeMany(requests).map(({ id }) => id)
}

async function products(run: Run, terminal: Terminal) {
  return [
    await run.stocked(terminal, 1),
    await run.stocked(terminal, 1),
    await run.stocked(terminal, 1),
  ]
}

const pending = (terminal: Terminal) => terminal.state().pending

withTerminals('what is saved arrives once', (run, server) => {
  it('when a terminal is closed amid pending work', async () => {
    const dataDir = tempDir()
    const first = await run().synced({ dataDir })
    const skus = await products(run(), first)
    const intentions = receipts(run(), first, skus, 600)
    first.startSync()
    await expect.poll(() => pending(first), eventually).toBeLessThan(600)
    await first.close()
    const again = run().reopened(dataDir)
    await sync(again)
    await expectOnce(run(), intentions)
    expect(skus.map((sku) => stockOf(again, 'A-1', sku))).toEqual(
      skus.map(() => ({ confirmed: 201, effective: 201 })),
    )
  })

  it('when a terminal is closed amid a pull', async () => {
    const writer = await run().synced()
    const skus = await products(run(), writer)
    receipts(run(), writer, skus, 600)
    await sync(writer)
    const dataDir = tempDir()
    const reader = run().terminal({ dataDir })
    reader.startSync()
    await expect.poll(() => reader.store.events.count(), eventually).toBeGreaterThan(0)
    await reader.close()
    const again = run().reopened(dataDir)
    await sync(again)
    expect(skus.map((sku) => again.queries.stock.byProduct(sku))).toEqual(
      skus.map((sku) => writer.queries.stock.byProduct(sku)),
    )
  })

  it('when the process of a terminal is killed', async () => {
    const dataDir = tempDir()
    const id = run().terminalName()
    const saved: string[] = []
    for (const killAt of [150, 300]) {
      const child = startProgram(run(), dataDir, id, 'work')
      const exited = once(child, 'exit')
      for await (const line of createInterface(child.stdout!)) {
        saved.push(line)
        if (saved.length === killAt) child.kill('SIGKILL')
      }
      await exited
    }
    const drained = startProgram(run(), dataDir, id, 'drain')
    const [line] = (await once(createInterface(drained.stdout!), 'line')) as [string]
    expect(JSON.parse(line)).toMatchObject({ online: true, pending: 0, problem: null })
    expect(saved.length).toBeGreaterThanOrEqual(300)
    await expectOnce(run(), saved)
  })

  it('when the server took it and its answer never came', async () => {
    const swallowed = new Set<string>()
    const terminal = await run().synced({
      connect: (address) => {
        const central = connectEventStoreDb(address)
        return {
          ...central,
          append: async (stream, ...rest) => {
            const answer = await central.append(stream, ...rest)
            if (answer.result !== 'appended' || swallowed.has(stream)) return answer
            swallowed.add(stream)
            return { result: 'unknown', why: problemOf('timeout') }
          },
        }
      },
    })
    const skus = await products(run(), terminal)
    swallowed.clear()
    const intentions = receipts(run(), terminal, skus, 30)
    await sync(terminal)
    expect([...swallowed].filter((stream) => stream.startsWith('stock-'))).toHaveLength(3)
    await expectOnce(run(), intentions)
    expect(pending(terminal)).toBe(0)
  })

  it.skipIf(url !== undefined && !canCut(url))(
    'when the line is cut under way (skipped where the server is on another machine)',
    async () => {
      const line = await openCutLine(run().url)
      const terminal = await run().synced({ central: { url: line.url } })
      const skus = await products(run(), terminal)
      const intentions = receipts(run(), terminal, skus, 900)
      terminal.startSync()
      for (const left of [900, 450]) {
        await expect.poll(() => pending(terminal), eventually).toBeLessThan(left)
        line.cut()
      }
      await expect.poll(() => pending(terminal), eventually).toBe(0)
      await expectOnce(run(), intentions)
    },
  )

  it.skipIf(!isOwn)('when the server is stopped and started (our own only)', async () => {
    const terminal = await run().synced()
    const skus = await products(run(), terminal)
    terminal.startSync()
    await expect.poll(() => terminal.state().link.state, eventually).toBe('online')
    const intentions = receipts(run(), terminal, skus, 60)
    await server().whileStopped?.(async () => {
      await expect.poll(() => terminal.state().link.state, eventually).not.toBe('online')
      intentions.push(...receipts(run(), terminal, skus, 60))
    })
    await expect.poll(() => pending(terminal), eventually).toBe(0)
    await expectOnce(run(), intentions)
  })

  it.skipIf(!mayHarm)(
    'when the server is scavenged meanwhile (with TALLYDECK_CONFORMANCE_MAY_HARM and an administrator)',
    async () => {
      const terminal = await run().synced()
      const skus = await products(run(), terminal)
      const intentions = receipts(run(), terminal, skus, 60)
      await server().administration?.scavenge()
      await sync(terminal)
      const joined = await run().synced()
      await expectOnce(run(), intentions)
      expect(skus.map((sku) => stockOf(joined, 'A-1', sku).confirmed)).toEqual([21, 21, 21])
    },
  )

  it('when it is done on the command line, where `sync` says that there is no problem', async () => {
    const data = ['--data', tempDir()]
    const names = ['--terminal', run().terminalName(), '--warehouse', run().name]
    const init = await runCli(['init', ...data, ...names, '--central', run().url])
    expect(init.rows).toMatchObject([{ outcome: 'done' }])
    const done = { online: true, pending: 0, conflicts: 0, problem: null }
    expect((await runCli(['sync', ...data])).rows).toMatchObject([done])
    const sku = run().next('SKU')
    const commands = [
      { type: 'RegisterProduct', sku, name: sku, packs: [] },
      { type: 'ReceiveStock', sku, bin: 'A-1', quantity: 4 },
    ]
    const lines = commands.map((command) => `${JSON.stringify(command)}\n`).join('')
    const exec = await runCli(['exec', ...data, '--operator', run().eva], lines)
    const intentions = exec.rows.map(({ id }) => String(id))
    expect((await runCli(['sync', ...data])).rows).toMatchObject([{ ...done, pushed: 2 }])
    await expectOnce(run(), intentions)
    expect(stockOf(await run().synced(), 'A-1', sku).confirmed).toBe(4)
  })
})

function startProgram(run: Run, dataDir: string, id: string, task: string): ChildProcess {
  const script = join(import.meta.dirname, '../../support/terminalMain.ts')
  const child = spawn(
    process.execPath,
    [script, dataDir, run.url, id, task, run.name, `${run.name}-${id}-`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
