import assert from 'node:assert/strict'
import { decodeText } from '#electron/terminal/imports/index.ts'
import { createTerminal, type Terminal } from '#electron/terminal/index.ts'
import { contract, type ImportKind } from '#shared/contract/api/index.ts'
import type { Random } from '#test/support/random.ts'
import { stockOf } from '#test/support/terminal.ts'
import { mutateBytes, mutateText, oddText } from './mutate.ts'
import { fitsOutput } from './answers.ts'
import type { Target, World } from './target.ts'

const skus = Array.from({ length: 12 }, (_, i) => `S-${i}`)
const bins = Array.from({ length: 8 }, (_, i) => `B-${i}`)

const kinds: readonly ImportKind[] = ['products', 'bins', 'stock']

const headers: Readonly<Record<ImportKind, string>> = {
  products: 'sku,name,barcode,factor',
  bins: 'bin,zone',
  stock: 'sku,bin,quantity',
}

const rowOf = (random: Random, kind: ImportKind): string =>
  ({
    products: () => {
      const sku = random.pick(skus)
      return `${sku},"Bolt, ${sku}""",${random.chance(0.5) ? `40063${random.between(1, 99_999)},${random.between(1, 9)}` : ','}`
    },
    bins: () => random.pick([...bins, 'B-8,', `N-${random.between(1, 999)}`]),
    stock: () => `${random.pick(skus)},${random.pick(bins)},${random.between(0, 9)}`,
  })[kind]()

/** A file that may be as good as it looks, or not. */
function fileOf(random: Random, kind: ImportKind): Buffer {
  const rows = Array.from({ length: random.between(0, 6) }, () => rowOf(random, kind))
  const lines = [
    headers[kind],
    ...rows.map((row) => (kind === 'bins' && !row.includes(',') ? `${row},` : row)),
  ]
  let text = lines.join(random.pick(['\n', '\r\n', '\r'])) + random.pick(['', '\n', '\n,,\n'])
  if (random.chance(0.2)) text = text.replaceAll(',', random.pick([';', '\t']))
  if (random.chance(0.1))
    text += `\n"${oddText(random)}","${'x'.repeat(random.between(1, 200_000))}`
  for (let n = random.pick([0, 0, 1, 2, 5]); n > 0; n -= 1) text = mutateText(random, text)
  const bytes = Buffer.from(text, random.chance(0.1) ? 'utf16le' : 'utf8')
  const marked = random.chance(0.1) ? Buffer.concat([Buffer.from('fffe', 'hex'), bytes]) : bytes
  return random.chance(0.3) ? mutateBytes(random, marked) : marked
}

/** Every single row of `sample` is in the terminal as it stands there; what the report cut off is not looked at. */
function isThere(terminal: Terminal, kind: ImportKind, row: (field: string) => string): void {
  const { products, bins: known } = terminal.queries
  if (kind === 'bins') assert.equal(known.get(row('bin'))?.bin, row('bin'))
  if (kind === 'products') assert.equal(products.bySku(row('sku'))?.sku, row('sku'))
  if (kind === 'stock')
    assert.equal(stockOf(terminal, row('bin'), row('sku')).effective, Number(row('quantity')))
}

async function attempt(terminal: Terminal, random: Random, tell: (input: unknown) => void) {
  const kind = random.pick(kinds)
  const bytes = fileOf(random, kind)
  tell({ kind, text: bytes.toString('latin1'), bytes: bytes.length })
  const decoded = decodeText(bytes)
  if (!decoded.ok) return
  const file = { kind, text: decoded.text }
  const recorded = () => terminal.store.outbox.lastSequence()
  const before = recorded()
  const preview = await terminal.imports.preview(file)
  await fitsOutput(contract.setup.previewImport, preview)
  assert.equal(recorded(), before, 'a preview records nothing')
  const report = await terminal.imports.run(file, 'admin')
  await fitsOutput(contract.setup.runImport, report)
  if (report.outcome !== 'imported') {
    assert.notEqual(report.outcome, 'under-way')
    assert.equal(recorded(), before, 'what is refused or rejected leaves nothing')
    if (preview.outcome === 'preview') assert.ok(preview.problemCount > 0, 'and was foretold')
    return
  }
  assert.ok(preview.outcome === 'preview' && preview.problemCount === 0)
  const { added, unchanged, rows } = report
  const foretold = { added: preview.wouldAdd, unchanged: preview.unchanged, rows: preview.rows }
  assert.deepEqual({ added, unchanged, rows }, foretold)
  const again = await terminal.imports.preview(file)
  assert.ok(again.outcome === 'preview')
  assert.deepEqual([again.wouldAdd, again.problemCount], [0, 0], 'all of it is there')
  for (const row of again.sample)
    isThere(terminal, kind, (field) => row[again.mapping[field] ?? ''] ?? '')
}

/** CSV files of any make: all or nothing of each, and what is reported as added is there. */
export const csv: Target = {
  name: 'csv',
  casesPerWorld: 100,
  open: async (dir): Promise<World> => {
    const terminal = createTerminal({ dataDir: dir })
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const master = skus.map((sku) => `${sku},"Bolt, ${sku}"""\n`).join('')
    await terminal.imports.run({ kind: 'products', text: `sku,name\n${master}` }, 'admin')
    await terminal.imports.run({ kind: 'bins', text: `bin\n${bins.join('\n')}\n` }, 'admin')
    return {
      attempt: (random, tell) => attempt(terminal, random, tell),
      close: () => terminal.close(),
    }
  },
}
