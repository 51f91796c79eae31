import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { productFile } from '#test/support/importFiles.ts'
import { asAdmin, openTerminal, stockedTerminal, tempDir } from '#test/support/terminal.ts'
import { meddle, rowsOf } from '#test/support/database.ts'

const PRODUCTS = 2000

const importProducts = (terminal: Terminal) =>
  terminal.imports.run({ kind: 'products', text: productFile(PRODUCTS) }, 'admin')

const imported = {
  outcome: 'imported',
  rows: PRODUCTS,
  added: PRODUCTS,
  unchanged: 0,
  problems: [],
  problemCount: 0,
}

const nextTurn = () => new Promise((resolve) => void setImmediate(resolve))

/** Takes turns until so many intentions are kept. */
async function untilKept(terminal: Terminal, intentions: number): Promise<void> {
  while (terminal.store.outbox.lastSequence() < intentions) await nextTurn()
}

const intentionsOf = (terminal: Terminal) =>
  rowsOf<{ sequence: number; type: string; sku: string | null; operator: string }>(
    terminal,
    `SELECT sequence, command ->> 'type' AS type, command ->> 'sku' AS sku, operator
     FROM intention ORDER BY sequence`,
  )

/** Each product once, by who imported it, and no number missing. */
function expectExactTrail(terminal: Terminal): void {
  const intentions = intentionsOf(terminal)
  expect(intentions.map(({ sequence }) => sequence)).toEqual(intentions.map((_, n) => n + 1))
  const registered = intentions.filter(({ sku }) => sku?.startsWith('S-'))
  expect(new Set(registered.map(({ sku }) => sku)).size).toBe(PRODUCTS)
  expect(registered).toHaveLength(PRODUCTS)
  expect(new Set(registered.map(({ operator }) => operator))).toEqual(new Set(['admin']))
}

it('a large import lets others work: what they ask for waits a small part of its time', async () => {
  const terminal = stockedTerminal()
  const began = performance.now()
  const progress = { done: false }
  const importing = importProducts(terminal).finally(() => {
    progress.done = true
  })
  let longest = 0
  let answered = 0
  for (let last = performance.now(); !progress.done; last = performance.now()) {
    await nextTurn()
    longest = Math.max(longest, performance.now() - last)
    expect(terminal.queries.scan('SKU-1').kind).toBe('product')
    expect(await terminal.metrics.metrics()).toContain('tallydeck_outbox_depth')
    const received = asAdmin(terminal)({
      type: 'ReceiveStock',
      sku: 'SKU-1',
      bin: 'A-1',
      quantity: 1,
    })
    expect(received.outcome).toBe('accepted')
    answered += 1
  }
  expect(await importing).toEqual(imported)
  expect(answered).toBeGreaterThan(20)
  expect(longest).toBeLessThan((performance.now() - began) / 4)
  expectExactTrail(terminal)
  expect(terminal.queries.products.bySku('SKU-1')?.onHand).toBe(10 + answered)
})

it('an import whose terminal is killed is carried out to its end at the next start, each row once', async () => {
  const dataDir = tempDir()
  const script = join(import.meta.dirname, '../../support/importMain.ts')
  const child = spawn(process.execPath, [script, dataDir, String(PRODUCTS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exited = once(child, 'exit')
  for await (const kept of createInterface(child.stdout))
    if (Number(kept) > PRODUCTS / 4) child.kill('SIGKILL')
  await exited
  const terminal = openTerminal({ dataDir })
  expect(terminal.store.outbox.lastSequence()).toBeLessThan(PRODUCTS)
  await expect.poll(() => terminal.queries.products.bySku(`S-${PRODUCTS - 1}`)).toBeDefined()
  expectExactTrail(terminal)
  expect(await importProducts(terminal)).toEqual({ ...imported, added: 0, unchanged: PRODUCTS })
})

it('an import whose terminal is killed before it was accepted leaves nothing behind', async () => {
  const dataDir = tempDir()
  const terminal = stockedTerminal({ dataDir })
  const before = terminal.store.outbox.lastSequence()
  const staged = () =>
    rowsOf<{ n: number }>(terminal, 'SELECT count(*) AS n FROM import_part')[0]?.n ?? 0
  const importing = importProducts(terminal)
  const ended = importing.then(
    () => 'imported',
    (error: unknown) => String(error),
  )
  while (staged() === 0) await nextTurn()
  expect(terminal.store.outbox.lastSequence()).toBe(before)
  await terminal.close()
  expect(await ended).toContain('closed')
  const reopened = openTerminal({ dataDir })
  await reopened.imports.settled()
  expect(reopened.store.outbox.lastSequence()).toBe(before)
  expect(await importProducts(reopened)).toEqual(imported)
  expectExactTrail(reopened)
})

it('what somebody does while an import is carried out stands: the same is no conflict, something else is one', async () => {
  const terminal = stockedTerminal()
  const before = terminal.store.outbox.lastSequence()
  const importing = importProducts(terminal)
  await untilKept(terminal, before + 1)
  const register = (n: number, name: string) =>
    asAdmin(terminal)({
      type: 'RegisterProduct',
      sku: `S-${n}`,
      name,
      packs: [{ barcode: `${100_000 + n}`, factor: 1, name: 'each' }],
    })
  expect(register(PRODUCTS - 1, `Part ${PRODUCTS - 1}`).outcome).toBe('accepted')
  expect(register(PRODUCTS - 2, 'Something else').outcome).toBe('accepted')
  expect(await importing).toEqual(imported)
  const conflicts = terminal.queries.conflicts.list('open', 10)
  expect(conflicts).toMatchObject([{ stream: `product-S-${PRODUCTS - 2}` }])
  expect(terminal.queries.products.bySku(`S-${PRODUCTS - 2}`)?.name).toBe('Something else')
})

it('two large imports at once are carried out one after the other: the second finds all of the first there', async () => {
  const terminal = stockedTerminal()
  const results = await Promise.all([importProducts(terminal), importProducts(terminal)])
  expect(results).toEqual([imported, { ...imported, added: 0, unchanged: PRODUCTS }])
  expectExactTrail(terminal)
})

it('an import that cannot be gone on with says why, and leaves the terminal at work', async () => {
  const dataDir = tempDir()
  const terminal = stockedTerminal({ dataDir })
  await terminal.imports.resumed
  meddle(
    terminal,
    `
    INSERT INTO import (id, operator, role, accepted_at) VALUES ('i', 'admin', 'supervisor', '2026-01-01T00:00:00.000Z');
    INSERT INTO import_part (import, part, commands) VALUES ('i', 1, 'damaged');
  `,
  )
  await terminal.close()
  const reopened = openTerminal({ dataDir })
  await expect(reopened.imports.resumed).rejects.toThrow('JSON')
  expect(reopened.queries.products.bySku('S-0')).toBeUndefined()
})
