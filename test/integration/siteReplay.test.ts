import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { execLines } from '#electron/cli/exec.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import {
  expectedStock,
  readSite,
  RECEIVING,
  receiptCommands,
  type SiteData,
  smallSite,
} from '#test/support/siteData.ts'
import { StoreProcess } from '#test/support/storeProcess.ts'
import { openTerminal, tempDir } from '#test/support/terminal.ts'
import { longLimit } from '#test/support/limits.ts'

/** The folder of the AdventureWorks sample's files, where there is one. */
const adventureWorks = process.env['TALLYDECK_DATA'] ?? ''
const timeoutMs = longLimit

async function startStore(): Promise<StoreProcess> {
  const store = await StoreProcess.prepare(tempDir())
  onTestFinished(() => store.kill())
  await store.start()
  return store
}

function terminalOf(id: string, store: StoreProcess): Terminal {
  const terminal = openTerminal()
  const setup = { terminal: id, warehouse: 'WH1', centralUrl: store.address }
  expect(terminal.initialise(setup)).toEqual({ outcome: 'done' })
  return terminal
}

/** Gives commands as the command line's `exec` takes them from a file. Answers how many were accepted. */
async function exec(terminal: Terminal, commands: readonly object[]): Promise<number> {
  let accepted = 0
  const file = Buffer.from(commands.map((command) => `${JSON.stringify(command)}\n`).join(''))
  const chunks = Array.from({ length: Math.ceil(file.length / CHUNK) }, (_, i) =>
    file.subarray(i * CHUNK, (i + 1) * CHUNK),
  )
  await execLines({
    operator: 'admin',
    input: Readable.from(chunks),
    executeMany: terminal.executeMany,
    output: {
      rows: async (rows) => {
        accepted += rows.filter((row) => 'outcome' in row && row.outcome === 'accepted').length
      },
      say: () => {},
      closed: () => false,
    },
  })
  return accepted
}

/** What a file is read in. */
const CHUNK = 64 * 1024

const sync = (terminal: Terminal) => terminal.syncUntilIdle({ timeoutMs })

async function importSite(terminal: Terminal, site: SiteData) {
  const run = (kind: 'products' | 'bins' | 'stock', text: string) =>
    terminal.imports.run({ kind, text }, 'admin')
  const products = await run('products', site.products)
  const bins = await run('bins', site.openingStock)
  const stock = await run('stock', site.openingStock)
  await exec(terminal, [{ type: 'RegisterBin', bin: RECEIVING }])
  return { products, bins, stock }
}

const stockAt = (terminal: Terminal) =>
  new Map(
    Array.from(terminal.queries.stock.iterate({}), ({ sku, bin, onHand, confirmed }) => {
      expect(confirmed).toBe(onHand)
      return [`${sku} ${bin}`, onHand] as const
    }),
  )

const inOrder = (stock: ReadonlyMap<string, number>) =>
  [...stock].toSorted(([a], [b]) => (a < b ? -1 : 1))

async function replay(site: SiteData) {
  const store = await startStore()
  const one = terminalOf('T1', store)
  const two = terminalOf('T2', store)
  const imported = await importSite(one, site)
  await sync(one)
  await sync(two)

  // Offline, the odd lines here and the even ones there.
  await store.stop()
  const receipts = receiptCommands(site)
  expect(await sync(one)).toMatchObject({ online: false })
  expect(
    await exec(
      one,
      receipts.filter((_, i) => i % 2 === 0),
    ),
  ).toBe(Math.ceil(receipts.length / 2))
  expect(
    await exec(
      two,
      receipts.filter((_, i) => i % 2 === 1),
    ),
  ).toBe(Math.floor(receipts.length / 2))

  // Back again, both at the same time.
  await store.start()
  const reports = await Promise.all([sync(one), sync(two)])
  for (const report of reports)
    expect(report).toMatchObject({ online: true, pending: 0, conflicts: 0 })
  await Promise.all([sync(one), sync(two)])
  const three = terminalOf('T3', store)
  expect(await sync(three)).toMatchObject({ online: true, pending: 0, conflicts: 0 })

  const expected = inOrder(expectedStock(site))
  for (const terminal of [one, two, three]) expect(inOrder(stockAt(terminal))).toEqual(expected)
  return imported
}

describe('a site that two terminals record offline, half each', () => {
  it('stands on both, and on a third that joins from nothing, as the files add up', async () => {
    const { products, bins, stock } = await replay(smallSite())
    expect(products).toMatchObject({ outcome: 'imported', rows: 25, added: 25 })
    expect(bins).toMatchObject({ outcome: 'imported', problemCount: 0 })
    expect(stock).toMatchObject({ outcome: 'imported', problemCount: 0 })
  })

  it.skipIf(!existsSync(join(adventureWorks, 'receipts.csv')))(
    'does so at full size with the AdventureWorks data in TALLYDECK_DATA',
    async () => {
      const { products, bins, stock } = await replay(readSite(adventureWorks))
      expect(products).toMatchObject({ outcome: 'imported', rows: 504, added: 504 })
      expect(bins).toMatchObject({ outcome: 'imported', rows: 1069 })
      expect(stock).toMatchObject({ outcome: 'imported', rows: 1069, problemCount: 0 })
    },
    300_000,
  )
})
