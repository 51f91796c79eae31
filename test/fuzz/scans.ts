import assert from 'node:assert/strict'
import { createTerminal, type Terminal } from '#electron/terminal/index.ts'
import { createScanQueue } from '#renderer/ui/scan/scanQueue.ts'
import type { Wanted } from '#renderer/ui/scan/typingMachine.ts'
import { contract, type ScanResult } from '#shared/contract/api/index.ts'
import { hear, type Struck } from '#test/support/keys.ts'
import type { Random } from '#test/support/random.ts'
import { asAdmin } from '#test/support/terminal.ts'
import { fitsOutput } from './answers.ts'
import { mutateText, oddText } from './mutate.ts'
import type { Target, World } from './target.ts'

/** Codes that are hard to tell from each other, or from something else. */
const bins = ['A-1', 'a-1', 'A_1', 'A%', 'B-01', "O'Hara", 'Ä-1', '4006381333931']
const skus = ['S-1', 's-1', 'S_1', 'S"*', 'S-1 OR 1=1', '%', '\\', '12345678']
const barcodes = ['036000291452', '4006381333924', '00012345678905', "';--", '(01)04006381333931']
const known = [...bins, ...skus, ...barcodes]

function codeOf(random: Random): string {
  let code = random.chance(0.2) ? oddText(random) : random.pick(known)
  if (random.chance(0.2)) code = `${random.pick(['0', '00', ']C1', ' '])}${code}`
  if (random.chance(0.1)) code = code.replace(/^0+/, '')
  for (let n = random.pick([0, 0, 1, 1, 3]); n > 0; n -= 1) code = mutateText(random, code)
  return code.slice(0, 4096)
}

/** As ASCII has it: SQLite's NOCASE and no more. */
const plain = (code: string) => code.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

/** A number of 12 to 14 digits is the same with more zeros before it. */
const number = (code: string) => (/^\d{12,14}$/.test(code) ? code.padStart(14, '0') : code)

function isNothingElse(code: string, found: ScanResult): void {
  const isOneOf = (...names: readonly string[]) => names.some((name) => plain(name) === plain(code))
  if (found.kind === 'unknown') {
    assert.equal(found.code, code)
    assert.ok(!known.includes(code), 'what is known is found')
    assert.ok(!barcodes.some((each) => number(each) === number(code)), 'with more zeros, too')
  } else if (found.kind === 'bin') assert.ok(isOneOf(found.bin))
  else
    for (const { product, pack } of found.matches)
      assert.ok(pack ? number(pack.barcode) === number(code) : isOneOf(product.sku))
}

/** Keys at some pace, with pauses: units of UTF-16, as a page hears no longer ones. ⏎ is Enter. */
function keysOf(random: Random): Struck {
  const keys = Array.from({ length: random.between(1, 4) }, () => [
    ...codeOf(random).slice(0, 60).split(''),
    ...(random.chance(0.7) ? ['⏎'] : []),
  ]).flat()
  const pace = random.pick([2, 10, 49, 51, 90, 150, 400])
  return keys.map((key) => [
    key,
    random.chance(0.05) ? random.between(0, 3_000) : random.between(0, pace * 2),
  ])
}

const wishes: readonly Wanted[] = ['quantity', 'text', 'nothing', 'secret']

/** Nothing of what was struck is lost, doubled or changed, whatever it was taken for. */
function isKept(keys: Struck, wanted: Wanted): void {
  const struck = keys.map(([key]) => (key === '⏎' ? '' : key)).join('')
  const heard = hear(keys, wanted)
  const texts = heard.map((output) => {
    if (output.kind !== 'parts') return output.text
    // What was handed on before is told again, as the head of a code in two parts.
    return output.isHeld ? output.head + output.tail : output.tail
  })
  assert.equal(texts.join(''), struck)
}

function isTakenInOrder(codes: readonly string[]): void {
  const queue = createScanQueue()
  const layer = { takes: true }
  queue.open(layer)
  for (const code of codes) queue.add(code)
  const taken = codes.map(() => queue.take(layer)?.text)
  assert.deepEqual([taken, queue.take(layer)], [codes, undefined])
}

async function attempt(terminal: Terminal, random: Random, tell: (input: unknown) => void) {
  const [code, keys, wanted] = [codeOf(random), keysOf(random), random.pick(wishes)]
  tell({ code, keys, wanted })
  isKept(keys, wanted)
  isTakenInOrder([code, ...keys.map(([key]) => key)])
  const { queries } = terminal
  const before = terminal.store.outbox.lastSequence()
  const found = queries.scan(code)
  await fitsOutput(contract.stock.scan, found)
  isNothingElse(code, found)
  await fitsOutput(contract.stock.searchProducts, queries.products.search(code, 20))
  await fitsOutput(contract.stock.searchBins, queries.bins.search(code, 20))
  assert.equal(terminal.store.outbox.lastSequence(), before)
  assert.equal(queries.products.search('', 100).length, skus.length)
}

/** Scanned and typed text: kept as it came, never carried out, never a hit for something else. */
export const scans: Target = {
  name: 'scans',
  casesPerWorld: 2_000,
  open: async (dir): Promise<World> => {
    const terminal = createTerminal({ dataDir: dir })
    terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
    const run = asAdmin(terminal)
    for (const bin of bins) run({ type: 'RegisterBin', bin })
    for (const [index, sku] of skus.entries()) {
      const barcode = barcodes[index]
      const packs = barcode === undefined ? [] : [{ barcode, factor: 1, name: 'Each' }]
      assert.equal(run({ type: 'RegisterProduct', sku, name: sku, packs }).outcome, 'accepted')
    }
    return {
      attempt: (random, tell) => attempt(terminal, random, tell),
      close: () => terminal.close(),
    }
  },
}
