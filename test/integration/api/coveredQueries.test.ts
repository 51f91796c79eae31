import { randomUUID } from 'node:crypto'
import type { AnyContractProcedure } from '@orpc/contract'
import { describe, expect, it } from 'vitest'
import type { Contract } from '#shared/contract/api/index.ts'
import { openApiAs, type Path, procedures } from '#test/support/api.ts'
import { bookFigures, countedBlind } from '#test/support/countedBlind.ts'

type Api = ReturnType<typeof openApiAs>['api']
type Ask = (api: Api, known: { conflict: string }) => Promise<unknown>

/**
 * What is decided of a procedure:
 * - `covered`: it gives figures of the book, and keeps them from whoever counts blind there; how to ask for them
 * - `hidden`: it gives none as such, but what follows from them, and keeps that
 * - `none`: it gives none, and why; how to ask, where asking changes nothing
 */
type Decided =
  | { readonly covered: Ask }
  | { readonly hidden: Ask }
  | { readonly none: string; readonly ask?: Ask }

type Table<Part> = {
  readonly [Name in keyof Part]: Part[Name] extends AnyContractProcedure
    ? Decided
    : Table<Part[Name]>
}

const bin = 'A-1'
const sku = 'SKU-1'
const count = 'C1'
const limit = 100
const cycle = { by: 'frequency', days: { A: 1, B: 1, C: 1 }, limit } as const
const pickTooMany = { type: 'PickStock', sku, bin, quantity: 99_999 } as const

/** Every procedure of the contract: a new one without a decision is an error of the compiler. */
const table: Table<Contract> = {
  status: {
    get: { none: 'how the terminal stands', ask: (api) => api.status.get() },
    live: { none: 'the same as get' },
    changes: { none: 'names of topics' },
  },
  session: {
    operators: { none: 'people', ask: (api) => api.session.operators() },
    signIn: { none: 'who signs in' },
    choosePin: { none: 'who signs in' },
    signOut: { none: 'nothing' },
    lock: { none: 'nothing' },
  },
  setup: {
    initialise: { none: 'done or refused' },
    probeCentral: { none: 'a site' },
    previewImport: {
      none: 'the rows of the file, and how many there are already',
      ask: (api) =>
        api.setup.previewImport({ kind: 'stock', text: 'sku,bin,quantity\nSKU-1,A-1,3\n' }),
    },
    runImport: { none: 'how many rows were added' },
  },
  stock: {
    execute: { covered: (api) => api.stock.execute({ id: randomUUID(), command: pickTooMany }) },
    scan: { covered: (api) => api.stock.scan({ code: sku }) },
    missing: { none: 'revisions of events', ask: (api) => api.stock.missing({ sku }) },
    byProduct: { covered: (api) => api.stock.byProduct({ sku }) },
    byBin: { covered: (api) => api.stock.byBin({ bin }) },
    product: { covered: (api) => api.stock.product({ sku }) },
    searchProducts: { covered: (api) => api.stock.searchProducts({ text: 'chain', limit }) },
    searchBins: { hidden: (api) => api.stock.searchBins({ text: bin, limit }) },
    movements: { covered: (api) => api.stock.movements({ bin, limit }) },
    done: {
      none: 'how often somebody moved something, not what or where',
      ask: (api) => api.stock.done({ operator: 'ben', since: '2026-01-01T00:00:00.000Z' }),
    },
    reasons: { none: 'reason codes', ask: (api) => api.stock.reasons() },
  },
  sync: {
    outbox: { covered: (api) => api.sync.outbox({ limit }) },
    now: { none: 'nothing' },
    halted: { none: 'how many events of which streams', ask: (api) => api.sync.halted() },
    acceptStore: { none: 'how many events' },
    lost: { covered: (api) => api.sync.lost({ limit }) },
    changeAddress: { none: 'done or refused' },
  },
  conflicts: {
    list: { covered: (api) => api.conflicts.list({ limit }) },
    get: { covered: (api, { conflict }) => api.conflicts.get({ conflict }) },
  },
  counts: {
    list: { hidden: (api) => api.counts.list() },
    get: { hidden: (api) => api.counts.get({ count }) },
    lines: { covered: (api) => api.counts.lines({ count: 'C2' }) },
    entries: {
      none: 'what was counted, not the book',
      ask: (api) => api.counts.entries({ count, limit }),
    },
    entriesIn: {
      none: 'what was counted, not the book',
      ask: (api) => api.counts.entriesIn({ count, bin }),
    },
    variances: { covered: (api) => api.counts.variances({}) },
    covered: { none: 'what is covered', ask: (api) => api.counts.covered() },
    accuracy: {
      none: 'what posted counts of the whole warehouse came to, by day',
      ask: (api) => api.counts.accuracy(),
    },
    due: { hidden: (api) => api.counts.due(cycle) },
  },
  warehouse: {
    get: { none: 'rules, and how many bins and products', ask: (api) => api.warehouse.get() },
    terminals: { none: 'terminals', ask: (api) => api.warehouse.terminals() },
  },
  diagnostics: {
    get: { none: 'numbers of events and intentions', ask: (api) => api.diagnostics.get() },
    seeDamage: { none: 'done' },
  },
}

const decidedOf = (path: Path) =>
  path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], table) as Decided

type Kind = 'covered' | 'hidden' | 'ask'

/** How to ask for what was decided so, by name. */
const askable = (kind: Kind) =>
  procedures.flatMap(([path]) => {
    const ask = (decidedOf(path) as Partial<Record<Kind, Ask>>)[kind]
    return ask ? [[path.join('.'), ask] as const] : []
  })

const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/g
const { countedGuided: _counted, ...ofBook } = bookFigures
const figures = new RegExp(String.raw`\b(${Object.values(ofBook).join('|')})\b`)

/** An answer as text. Ids are random, and a time is not a figure. */
const textOf = (answer: unknown) => JSON.stringify(answer).replaceAll(uuid, '')
const figureIn = (text: string) => figures.exec(text)?.[0]

async function opened() {
  const site = await countedBlind()
  site.goOn()
  return { ...site, api: await site.countsBlind('eva') }
}

describe('whoever counts blind', () => {
  it('is told none of the book’s figures by any procedure that has them, while others are', async () => {
    const { terminal, api, conflict } = await opened()
    const onlooker = openApiAs(terminal, 'ben').api
    for (const [name, ask] of askable('covered')) {
      const theirs = figureIn(textOf(await ask(onlooker, { conflict })))
      const ours = figureIn(textOf(await ask(api, { conflict })))
      expect({ name, theirs, ours }).toEqual({
        name,
        theirs: expect.any(String) as string,
        ours: undefined,
      })
    }
  })

  it('is not told what follows from them', async () => {
    const { terminal, api, conflict } = await opened()
    const onlooker = openApiAs(terminal, 'ben').api
    for (const [name, ask] of askable('hidden')) {
      const theirs = await ask(onlooker, { conflict })
      expect({ name, answer: await ask(api, { conflict }) }).not.toEqual({ name, answer: theirs })
    }
  })

  it('is told none by those that are said to have none', async () => {
    const { api, conflict } = await opened()
    for (const [name, ask] of askable('ask')) {
      const tells = figureIn(textOf(await ask(api, { conflict })))
      expect({ name, tells }).toEqual({ name, tells: undefined })
    }
  })

  it('is told all of it again when the count is handed in', async () => {
    const { terminal, api, conflict, handsIn } = await opened()
    handsIn('eva')
    const onlooker = openApiAs(terminal, 'ben').api
    const all = [...askable('covered'), ...askable('hidden')]
    for (const [name, ask] of all.filter(([name]) => name !== 'stock.execute')) {
      const answer = await ask(api, { conflict })
      expect({ name, answer }).toEqual({ name, answer: await ask(onlooker, { conflict }) })
    }
  })
})
