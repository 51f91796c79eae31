import { expect, it } from 'vitest'
import { gatherFacts } from '#electron/terminal/commands/facts.ts'
import type { CountSource } from '#electron/terminal/commands/readings.ts'
import type { DomainCommand } from '#shared/domain/index.ts'

/** A terminal's copy that knows nothing, and remembers what it was asked. */
function remembering() {
  const asked: Record<string, string[]> = { bins: [], products: [], barcodes: [], supervisors: [] }
  const ask = (what: string, name: string) => void asked[what]?.push(name)
  const lookups: Partial<CountSource['lookups']> = {
    warehouse: () => undefined,
    hasBin: (_warehouse, bin) => (ask('bins', bin), true),
    hasProduct: (sku) => (ask('products', sku), true),
    ownerOf: (barcode) => (ask('barcodes', barcode), undefined),
    activeSupervisors: () => (ask('supervisors', 'all'), 1),
    skusIn: () => [],
    isPosted: () => false,
  }
  const source: Partial<CountSource> = {
    events: { after: () => [] } as unknown as CountSource['events'],
    outbox: { unconfirmed: () => [] } as unknown as CountSource['outbox'],
    lookups: lookups as CountSource['lookups'],
    bookOf: (() => ({ effective: { status: 'unopened' } })) as unknown as CountSource['bookOf'],
  }
  const facts = (command: DomainCommand) =>
    gatherFacts(source as CountSource, { terminal: 'T1', warehouse: 'WH1' }, command, 1)
  return { asked, facts }
}

const nothing = { bins: [], products: [], barcodes: [], supervisors: [] }
const sku = 'SKU-1'
const at = '2026-03-01T08:00:00.000Z'

it.each<[string, DomainCommand, Partial<Record<string, string[]>>]>([
  [
    'the time of an observation is no bin',
    {
      type: 'PostCountVariance',
      sku,
      observation: {
        count: 'C1',
        line: 'L1',
        bin: 'A-1',
        counted: 3,
        from: at,
        to: at,
        terminal: 'T1',
        sequence: 1,
        known: -1,
        live: true,
      },
    },
    { bins: ['A-1'], products: [sku] },
  ],
  [
    'a barcode that is found is no barcode of a product yet',
    { type: 'ReportFound', count: 'C1', bin: 'A-1', barcode: '4006381333931', quantity: 1 },
    { bins: ['A-1'] },
  ],
  [
    'bins that are registered only now are not looked for',
    { type: 'RegisterBins', bins: [{ bin: 'A-1' }, { bin: 'A-2' }] },
    {},
  ],
  [
    'a conflict about a movement needs nothing of its bins',
    {
      type: 'RaiseConflict',
      conflict: 'c',
      warehouse: 'WH1',
      stream: 'stock-WH1.SKU-1',
      intention: {
        intention: 'i',
        command: { type: 'PickStock', sku, bin: 'A-1', quantity: 1 },
        operator: 'ana',
        terminal: 'T1',
        occurredAt: at,
        sequence: 1,
      },
      reason: 'no-longer-possible',
      facts: {},
      decidedOn: 0,
      head: 1,
      choices: [],
    },
    {},
  ],
  [
    'both bins of a move',
    { type: 'MoveStock', sku, from: 'A-1', to: 'A-2', quantity: 1 },
    { bins: ['A-1', 'A-2'], products: [sku] },
  ],
  [
    'whose barcodes the packs of a new product are',
    {
      type: 'RegisterProduct',
      sku,
      name: 'Helmet',
      packs: [{ barcode: '4006381333931', factor: 1, name: 'piece' }],
    },
    { barcodes: ['4006381333931'] },
  ],
  [
    'who is left where somebody goes',
    { type: 'DeactivateOperator', operator: 'ana' },
    { supervisors: ['all'] },
  ],
])('a decision is given what it needs, and nothing else: %s', (_what, command, needed) => {
  const { asked, facts } = remembering()
  facts(command)
  expect(asked).toEqual({ ...nothing, ...needed })
})
