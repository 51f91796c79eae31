import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { demoFiles } from '#electron/terminal/demo/data.ts'
import type { ImportKind } from '#shared/contract/api/index.ts'
import { StoreProcess } from '#test/support/storeProcess.ts'
import { asAdmin, openTerminal, stockOf, tempDir } from '#test/support/terminal.ts'
import { waitLimit } from '#test/support/limits.ts'

let terminal: Terminal
beforeEach(() => {
  terminal = openTerminal()
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
})

const run = (kind: ImportKind, text: string, mapping?: Record<string, string>) =>
  terminal.imports.run({ kind, text, mapping }, 'admin')
const intentions = () => terminal.store.outbox.lastSequence()

const products = 'sku,name,barcode,factor\nS-1,Saddle,111,1\nS-1,Saddle,112,12\nS-2,"Bolt, 3""",,\n'
const bins = 'bin,zone\nA-1,North\nA-2,North\n'
const stock = 'sku,bin,quantity\nS-1,A-1,5\nS-1,A-2,0\nS-2,A-2,7\n'

const importAll = async () => {
  await run('products', products)
  await run('bins', bins)
  return run('stock', stock)
}

describe('an import', () => {
  it('adds what the file has: products with their packs, bins, opening stock', async () => {
    expect(await run('products', products)).toMatchObject({
      outcome: 'imported',
      rows: 3,
      added: 2,
    })
    expect(await run('bins', bins)).toMatchObject({ outcome: 'imported', added: 2 })
    expect(await run('stock', stock)).toMatchObject({
      outcome: 'imported',
      rows: 3,
      added: 2,
      unchanged: 1,
    })
    expect(terminal.queries.products.bySku('S-1')).toMatchObject({
      name: 'Saddle',
      onHand: 5,
      packs: [{ barcode: '111' }, { barcode: '112', factor: 12 }],
    })
    expect(terminal.queries.products.bySku('S-2')?.name).toBe('Bolt, 3"')
    expect(terminal.queries.bins.get('A-2')).toEqual({ bin: 'A-2', zone: 'North' })
  })

  it('of the same files again changes nothing', async () => {
    await importAll()
    const before = intentions()
    expect(await run('products', products)).toMatchObject({ added: 0, unchanged: 2 })
    expect(await run('bins', bins)).toMatchObject({ added: 0, unchanged: 2 })
    expect(await run('stock', stock)).toMatchObject({ added: 0, unchanged: 3 })
    expect(intentions()).toBe(before)
    expect(stockOf(terminal, 'A-1', 'S-1').effective).toBe(5)
  })

  it('of the same file twice at the same moment receives its stock once', async () => {
    await run('products', products)
    await run('bins', bins)
    const results = await Promise.all([run('stock', stock), run('stock', stock)])
    expect(results.map((result) => result.outcome === 'imported' && result.added)).toEqual([2, 0])
    expect(stockOf(terminal, 'A-1', 'S-1').effective).toBe(5)
  })

  it('of opening stock that was imported as another quantity is rejected, not added', async () => {
    await importAll()
    asAdmin(terminal)({ type: 'PickStock', sku: 'S-1', bin: 'A-1', quantity: 1 })
    expect(await run('stock', 'sku,bin,quantity\nS-1,A-1,9\n')).toMatchObject({
      outcome: 'rejected',
      problems: [{ line: 2, column: 'quantity', message: expect.stringContaining('as 5') }],
    })
    expect(stockOf(terminal, 'A-1', 'S-1').effective).toBe(4)
  })

  it('of more than before adds what is new', async () => {
    await importAll()
    expect(await run('products', `${products}S-3,Chain,,\n`)).toMatchObject({ added: 1 })
    expect(await run('products', 'sku,name,barcode\nS-2,"Bolt, 3""",222\n')).toMatchObject({
      added: 1,
    })
    expect(terminal.queries.products.byBarcode('222')).toMatchObject([{ product: { sku: 'S-2' } }])
  })

  it.each<[string, ImportKind, string, string]>([
    ['a wrong column', 'products', 'article,colour\nS-9,red\n', 'No column is known to hold name'],
    ['nothing at all', 'bins', '', 'The file is empty.'],
    ['a header twice', 'bins', 'bin,bin\nA,B\n', 'Two columns are called bin.'],
  ])('of a file with %s is refused', async (_, kind, text, message) => {
    const before = intentions()
    expect(await run(kind, text)).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining(message),
    })
    expect(intentions()).toBe(before)
  })

  it.each<[string, ImportKind, string, object]>([
    ['half a row', 'bins', 'bin,zone\nB-1,x\nB-2\n', { line: 3, column: null }],
    ['an open quote', 'bins', 'bin,zone\nB-1,x\n"B-2,x\n', { line: 3, column: null }],
    ['a million characters', 'bins', `bin\nB-1\n${'x'.repeat(1e6)}\n`, { line: 3, column: 'bin' }],
    ['a control character', 'bins', 'bin\nB-1\nB\u00072\n', { line: 3, column: 'bin' }],
    [
      'a name that differs',
      'products',
      'sku,name\nS-9,New\nS-1,Seat\n',
      { line: 3, column: 'name' },
    ],
    ['a zone that differs', 'bins', 'bin,zone\nB-1,x\nA-1,South\n', { line: 3, column: 'zone' }],
    [
      "another product's barcode",
      'products',
      'sku,name,barcode\nS-9,New,\nS-8,Newer,111\n',
      {
        line: 3,
        column: 'barcode',
        code: 'barcode-taken',
        facts: { barcode: '111', sku: 'S-1' },
        message: 'barcode 111 belongs to sku S-1',
      },
    ],
    [
      'an unknown SKU',
      'stock',
      'sku,bin,quantity\nS-2,A-1,1\nS-9,A-1,1\n',
      { line: 3, column: 'sku' },
    ],
    [
      'an unknown bin',
      'stock',
      'sku,bin,quantity\nS-2,A-1,1\nS-2,Z,1\n',
      { line: 3, column: 'bin' },
    ],
  ])(
    'with %s is rejected with its place, and nothing is imported',
    async (_, kind, text, problem) => {
      await importAll()
      const before = intentions()
      const result = await run(kind, text)
      expect(result).toMatchObject({ outcome: 'rejected', added: 0, problems: [problem] })
      expect(JSON.stringify(result).length).toBeLessThan(2000)
      expect(intentions()).toBe(before)
    },
  )

  it('tells all problems at once, by line', async () => {
    const text = 'sku,bin,quantity\nS-9,A-1,-1\nS-1\nS-1,A-1,x\n'
    const result = await run('stock', text)
    expect(result).toMatchObject({
      outcome: 'rejected',
      problems: [{ line: 2 }, { line: 3 }, { line: 4 }],
    })
  })

  it('by somebody who is no supervisor is refused', async () => {
    asAdmin(terminal)({ type: 'RegisterOperator', operator: 'jo', name: 'Jo', role: 'operator' })
    expect(await terminal.imports.run({ kind: 'bins', text: bins }, 'jo')).toMatchObject({
      outcome: 'refused',
      code: 'not-permitted',
    })
    expect(await terminal.imports.run({ kind: 'bins', text: bins }, 'nobody')).toMatchObject({
      outcome: 'refused',
      code: 'operator-unknown',
    })
    expect(terminal.queries.bins.search('', 10)).toEqual([])
  })
})

/** Terminals of one warehouse, each with these files imported before it has met another. */
async function importedApart(stocks: readonly string[]): Promise<readonly Terminal[]> {
  const store = await StoreProcess.prepare(tempDir())
  onTestFinished(() => store.kill())
  await store.start()
  const terminals = stocks.map(() => openTerminal())
  for (const [i, one] of terminals.entries()) {
    one.initialise({ terminal: `T${i}`, warehouse: 'WH1', centralUrl: store.address })
    await one.imports.run({ kind: 'products', text: products }, 'admin')
    await one.imports.run({ kind: 'bins', text: bins }, 'admin')
    await one.imports.run({ kind: 'stock', text: stocks[i] ?? '' }, 'admin')
  }
  return terminals
}

it('the same files imported on two terminals that have not met are one warehouse', async () => {
  const both = await importedApart([stock, stock])
  for (const one of [...both, ...both])
    expect(await one.syncUntilIdle({ timeoutMs: waitLimit })).toMatchObject({
      conflicts: 0,
      pending: 0,
      online: true,
    })
  for (const one of both) {
    expect(stockOf(one, 'A-1', 'S-1')).toEqual({ confirmed: 5, effective: 5 })
    expect(stockOf(one, 'A-2', 'S-2')).toEqual({ confirmed: 7, effective: 7 })
  }
})

it('opening stock that two terminals imported as two quantities needs a person', async () => {
  const both = await importedApart([stock, stock.replace('S-1,A-1,5', 'S-1,A-1,9')])
  for (const one of both) await one.syncUntilIdle({ timeoutMs: waitLimit })
  const [conflict, ...others] = both[1]!.queries.conflicts.list('open', 10)
  expect(others).toEqual([])
  expect(conflict).toMatchObject({
    summary: 'Receive 9 of S-1 into A-1',
    message: expect.stringContaining('“5”'),
    choices: expect.arrayContaining([expect.objectContaining({ choice: 'leave-undone' })]),
  })
  expect(stockOf(both[1]!, 'A-1', 'S-1')).toEqual({ confirmed: 5, effective: 5 })
})

describe('a preview', () => {
  it('says what an import would do, and changes nothing', async () => {
    const before = intentions()
    const preview = await terminal.imports.preview({ kind: 'products', text: products })
    expect(preview).toMatchObject({
      outcome: 'preview',
      columns: ['sku', 'name', 'barcode', 'factor'],
      mapping: { sku: 'sku', name: 'name', barcode: 'barcode', factor: 'factor' },
      rows: 3,
      wouldAdd: 2,
      unchanged: 0,
      problemCount: 0,
    })
    expect(intentions()).toBe(before)
  })

  it('shows the first hundred rows, and says how many there are', async () => {
    const rows = Array.from({ length: 150 }, (_, index) => `S-${index},Sattel ${index}`)
    const text = `sku,name\n${rows.join('\n')}\n`
    const preview = await terminal.imports.preview({ kind: 'products', text })
    if (preview.outcome !== 'preview') throw new Error('It was refused.')
    expect(preview.rows).toBe(150)
    expect(preview.sample).toHaveLength(100)
    expect(preview.sample.at(-1)).toEqual({ sku: 'S-99', name: 'Sattel 99' })
  })

  it('of columns that it does not know asks for the mapping instead of refusing', async () => {
    const text = 'Nummer,Bezeichnung\nS-1,Sattel\n'
    expect(await terminal.imports.preview({ kind: 'products', text })).toMatchObject({
      outcome: 'preview',
      mapping: {},
      sample: [{ Nummer: 'S-1', Bezeichnung: 'Sattel' }],
      problemCount: 1,
    })
    const mapping = { sku: 'Nummer', name: 'Bezeichnung' }
    expect(await terminal.imports.preview({ kind: 'products', text, mapping })).toMatchObject({
      wouldAdd: 1,
      problemCount: 0,
    })
    expect(await run('products', text, mapping)).toMatchObject({ outcome: 'imported', added: 1 })
  })
})

it('the demo is a warehouse that imports without a problem', async () => {
  for (const kind of ['products', 'bins', 'stock'] as const)
    expect(await run(kind, demoFiles[kind])).toMatchObject({ outcome: 'imported', problemCount: 0 })
  const found = terminal.queries.products.search('lamp', 10)
  expect(found.map(({ sku }) => sku).toSorted()).toEqual(['HL-100', 'HL-200'])
  expect(found[0]?.packs.map(({ factor }) => factor)).toEqual([1, 12])
})
