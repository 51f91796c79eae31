import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Command } from '#shared/contract/commands.ts'
import type { MovementCommand } from '#shared/domain/stock/index.ts'
import { follow, openApi, openApiAs } from '#test/support/api.ts'
import { asAdmin, openTerminal, stockedTerminal, stockOf } from '#test/support/terminal.ts'
import { rowsOf } from '#test/support/database.ts'

const pick: Command = { type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 3 }

/** What gives the hash of a PIN away, whichever part of it is shown. */
const HASH = /scrypt|salt|"pin":/

describe('commands from a screen', () => {
  it('are refused while nobody is signed in, and change nothing', async () => {
    const terminal = stockedTerminal()
    const { api } = openApi(terminal)
    const id = randomUUID()
    await expect(api.stock.execute({ id, command: pick })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    expect(stockOf(terminal, 'A-1').effective).toBe(10)
  })

  it('are recorded for whoever is signed in, once for an id', async () => {
    const terminal = stockedTerminal()
    const { api } = openApi(terminal)
    await api.session.choosePin({ operator: 'admin', pin: '471100' })
    const id = randomUUID()
    const first = await api.stock.execute({ id, command: pick })
    expect(first).toMatchObject({ outcome: 'accepted', events: [{ type: 'StockPicked' }] })
    expect(await api.stock.execute({ id, command: pick })).toEqual(first)
    expect(await api.stock.byProduct({ sku: 'SKU-1' })).toEqual([
      {
        warehouse: 'WH1',
        sku: 'SKU-1',
        bin: 'A-1',
        onHand: 7,
        confirmed: 0,
        pending: 7,
        incomplete: false,
      },
    ])
    expect(await api.stock.movements({ limit: 1 })).toMatchObject([
      { type: 'StockPicked', delta: -3, operator: 'admin', status: 'pending', name: 'Chain' },
    ])
    expect(await api.sync.outbox({ limit: 1000 })).toContainEqual(
      expect.objectContaining({ intention: id, summary: 'Pick 3 of SKU-1 from A-1', attempts: 0 }),
    )
  })

  it('that are none are refused before they reach the terminal', async () => {
    const { api, failures } = openApiAs(stockedTerminal(), 'admin')
    const command = { ...pick, quantity: -1 }
    await expect(api.stock.execute({ id: randomUUID(), command })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect(failures).toEqual([])
  })

  it('never keep a PIN, and never show its hash', async () => {
    const terminal = stockedTerminal()
    const { api } = openApi(terminal)
    await api.session.choosePin({ operator: 'admin', pin: '123456' })
    const command: Command = { type: 'ChangePin', operator: 'admin', pin: '654321' }
    const id = randomUUID()
    const changed = await api.stock.execute({ id, command })
    expect(changed).toMatchObject({
      outcome: 'accepted',
      events: [{ type: 'OperatorPinChanged', data: { operator: 'admin' } }],
    })
    expect(await api.stock.execute({ id, command })).toEqual(changed)
    await api.session.signOut()
    expect(await api.session.signIn({ operator: 'admin', pin: '654321' })).toEqual({
      outcome: 'signed-in',
    })
    const outbox = await api.sync.outbox({ limit: 1000 })
    const kept = rowsOf(terminal, 'SELECT command FROM intention')
    expect(JSON.stringify(kept)).not.toMatch(/123456|654321/)
    expect(JSON.stringify([changed, outbox])).not.toMatch(HASH)
  })
})

describe('looking things up', () => {
  const scanning = () => {
    const terminal = stockedTerminal()
    const run = asAdmin(terminal)
    const packs = [
      { barcode: '0012345678905', factor: 1, name: 'each' },
      { barcode: '10012345678902', factor: 12, name: 'case' },
    ]
    run({ type: 'RegisterProduct', sku: 'HL-U509-R', name: 'Sport helmet, röd', packs })
    return openApiAs(terminal, 'admin').api
  }

  it('tells a scanned bin, a pack and a SKU apart, and says when it knows none', async () => {
    const api = scanning()
    expect(await api.stock.scan({ code: 'A-1' })).toEqual({ kind: 'bin', bin: 'A-1', zone: '' })
    expect(await api.stock.scan({ code: '10012345678902' })).toMatchObject({
      kind: 'product',
      matches: [{ product: { sku: 'HL-U509-R' }, pack: { factor: 12 } }],
    })
    expect(await api.stock.scan({ code: 'SKU-1' })).toMatchObject({
      kind: 'product',
      matches: [{ product: { sku: 'SKU-1', onHand: 10 }, pack: null }],
    })
    const code = `'; DROP TABLE product; --`
    expect(await api.stock.scan({ code })).toEqual({ kind: 'unknown', code })
  })

  it('takes a UPC-A, an EAN-13 and a GTIN-14 of the same article for the same', async () => {
    const api = scanning()
    for (const code of ['012345678905', '0012345678905', '00012345678905'])
      expect(await api.stock.scan({ code })).toMatchObject({ kind: 'product' })
  })

  it('takes a typed bin or SKU in small letters', async () => {
    const api = scanning()
    expect(await api.stock.scan({ code: 'a-1' })).toMatchObject({ kind: 'bin', bin: 'A-1' })
    expect(await api.stock.scan({ code: 'hl-u509-r' })).toMatchObject({ kind: 'product' })
  })

  it.each(['helm', 'rod', 'sport hel', 'HL-U5', 'u509', '00123456', 'hl-u509-r'])(
    'finds a product by %j',
    async (text) => {
      const api = scanning()
      const found = await api.stock.searchProducts({ text, limit: 10 })
      expect(found.map(({ sku }) => sku)).toEqual(['HL-U509-R'])
    },
  )

  it.each(['"', '*', 'AND', 'NEAR(', 'name:x', '(', '--', '\u0000'])(
    'takes %j in a search for text, not for an operator',
    async (text) => {
      const { api, failures } = openApiAs(stockedTerminal(), 'admin')
      await api.stock.searchProducts({ text, limit: 10 })
      expect(failures).toEqual([])
    },
  )

  it('finds bins by a part of their address, and takes percent signs literally', async () => {
    const api = scanning()
    const bins = async (text: string) =>
      (await api.stock.searchBins({ text, limit: 10 })).map(({ bin }) => bin)
    expect(await bins('a-')).toEqual(['A-1', 'A-2'])
    expect(await bins('2')).toEqual(['A-2'])
    expect(await bins('%')).toEqual([])
  })

  it('lists movements by product, by either bin of a move, by person and by terminal', async () => {
    const terminal = stockedTerminal()
    const run = asAdmin(terminal)
    run({ type: 'MoveStock', sku: 'SKU-1', from: 'A-1', to: 'A-2', quantity: 4 })
    const { api } = openApiAs(terminal, 'admin')
    const types = async (filter: object) =>
      (await api.stock.movements({ limit: 10, ...filter })).map(({ type }) => type)
    expect(await types({})).toEqual(['StockMoved', 'StockReceived'])
    expect(await types({ bin: 'A-2' })).toEqual(['StockMoved'])
    expect(await types({ bin: 'A-1', sku: 'SKU-1', operator: 'admin', own: true })).toEqual([
      'StockMoved',
      'StockReceived',
    ])
    expect(await types({ operator: 'nobody' })).toEqual([])
    expect(await types({ sku: 'SKU-2' })).toEqual([])
  })
})

describe('what was taken back', () => {
  /** Ten of SKU-1 by a receipt, and what is done besides, as the movements say it: the newest first. */
  const told = async (...commands: readonly (MovementCommand & { id?: string })[]) => {
    const terminal = stockedTerminal()
    for (const { id, ...command } of commands)
      terminal.execute({ ...(id !== undefined && { id }), command, operator: 'admin' })
    const { api } = openApiAs(terminal, 'admin')
    const rows = await api.stock.movements({ sku: 'SKU-1', limit: 10 })
    return { terminal, api, rows }
  }
  const first = randomUUID()
  const back = randomUUID()
  const receipt: MovementCommand = { type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 }
  const taken = { type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 } as const
  const undo: MovementCommand = { ...taken, undoes: first }

  it('is known as such, and so is what took it back', async () => {
    const { rows } = await told({ ...receipt, id: first }, { ...undo, id: back })
    expect(rows.slice(0, 2)).toMatchObject([
      { type: 'StockPicked', intention: back, undoes: first, undoneBy: null },
      { type: 'StockReceived', intention: first, undoes: null, undoneBy: back },
    ])
    expect(rows[2]).toMatchObject({ undoes: null, undoneBy: null })
  })

  it('was said in the reference before movements could say it', async () => {
    const { rows } = await told(
      { ...receipt, id: first },
      { ...taken, reference: `undo ${first}`, id: back },
    )
    expect(rows[0]).toMatchObject({ undoes: first })
    expect(rows[1]).toMatchObject({ undoneBy: back })
  })

  it('is not taken for what another terminal calls by the same id', async () => {
    const { terminal, api } = await told({ ...receipt, id: first })
    const elsewhere = { ...(await api.stock.movements({ limit: 1 }))[0], terminal: 'T9' }
    terminal.store.movements.addPending(
      {
        ...(elsewhere as Parameters<typeof terminal.store.movements.addPending>[0]),
        event: randomUUID(),
        intention: back,
        undoes: first,
        stream: 'stock-WH1.SKU-1',
        toBin: undefined,
        countLine: undefined,
      },
      'pending',
    )
    const rows = await api.stock.movements({ limit: 10 })
    expect(rows.find(({ intention }) => intention === first)).toMatchObject({ undoneBy: null })
  })

  it('does not count as done, nor does opening stock or what was done before', async () => {
    const opening: MovementCommand = { ...receipt, bin: 'A-2', reference: 'opening stock' }
    const many = Array.from({ length: 600 }, () => receipt)
    const { api } = await told({ ...receipt, id: first }, undo, opening, taken, ...many)
    const done = (since: string) => api.stock.done({ operator: 'admin', since })
    // The ten that were there are a receipt too.
    expect(await done('2000-01-01T00:00:00.000Z')).toEqual([
      { type: 'StockPicked', count: 1 },
      { type: 'StockReceived', count: 601 },
    ])
    expect(await done('2999-01-01T00:00:00.000Z')).toEqual([])
    const floor = await api.stock.movements({
      own: true,
      operator: 'admin',
      floor: true,
      limit: 500,
    })
    expect(floor.some(({ reference }) => reference === 'opening stock')).toBe(false)
  })
})

describe('what is live', () => {
  it('gives the status at once and whenever it changes', async () => {
    const terminal = stockedTerminal()
    const { api } = openApi(terminal)
    const status = follow((signal) => api.status.live(undefined, { signal }))
    const first = await status.until(() => true)
    expect(first).toMatchObject({ terminal: 'T1', warehouse: 'WH1', session: null })
    await api.session.choosePin({ operator: 'admin', pin: '471100' })
    await status.until(({ session }) => session?.operator === 'admin')
    const { pending } = await api.status.get()
    await api.stock.execute({ id: randomUUID(), command: pick })
    expect((await status.until((next) => next.pending > pending)).pending).toBe(pending + 1)
  })

  it('tells a thousand changes as few', async () => {
    const terminal = stockedTerminal()
    const { api } = openApiAs(terminal, 'admin')
    const changes = follow((signal) => api.status.changes(undefined, { signal }))
    const first = changes.next()
    const run = asAdmin(terminal)
    for (let i = 0; i < 1000; i++)
      run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 })
    expect((await first).value).toEqual(
      expect.arrayContaining([
        ['stock', 'byBin'],
        ['sync', 'outbox'],
      ]),
    )
    run({ type: 'RegisterBin', bin: 'Z-9' })
    expect((await changes.next()).value).toContainEqual(['stock', 'searchBins'])
  })

  it('leaves nothing behind when the listener goes', async () => {
    const terminal = stockedTerminal()
    const { api } = openApi(terminal)
    const status = follow((signal) => api.status.live(undefined, { signal }))
    await status.next()
    const waiting = status.next()
    status.end()
    expect((await waiting).done).toBe(true)
  })
})

describe('what a supervisor sets', () => {
  it('shows in the rules of the warehouse and in the product as soon as it is saved', async () => {
    const terminal = stockedTerminal()
    const { api } = openApiAs(terminal, 'admin')
    expect((await api.stock.searchProducts({ text: 'SKU-1', limit: 1 }))[0]?.unitValue).toBeNull()
    const run = asAdmin(terminal)
    run({ type: 'ChangeCountPolicy', tolerance: { quantity: 2 }, settleUpTo: 10 })
    run({ type: 'ChangeCountPolicy', settleUpTo: null, clockTolerance: 5 })
    run({ type: 'ChangeUnitValue', sku: 'SKU-1', unitValue: 1250 })
    expect((await api.warehouse.get())?.counting).toEqual({
      tolerance: { quantity: 2 },
      recountByAnother: true,
      ownApproval: 'refuse',
      clockTolerance: 5,
    })
    const [product] = await api.stock.searchProducts({ text: 'SKU-1', limit: 1 })
    expect(product?.unitValue).toBe(1250)
  })
})

describe('a terminal that is not set up', () => {
  it('says so, has no stock, and can be set up with a demo warehouse', async () => {
    const { api } = openApi(openTerminal())
    expect(await api.status.get()).toMatchObject({ terminal: null, warehouse: null })
    const setup = { terminal: 'T1', warehouse: 'WH1', warehouseName: 'North', demo: true }
    expect(await api.setup.initialise(setup)).toEqual({ outcome: 'done' })
    await api.session.choosePin({ operator: 'admin', pin: '471100' })
    expect(await api.warehouse.get()).toMatchObject({ name: 'North', products: 40, bins: 60 })
    expect((await api.session.operators()).map(({ operator }) => operator)).toEqual(
      expect.arrayContaining(['admin', 'maria', 'jonas', 'amira']),
    )
    expect(await api.setup.initialise(setup)).toEqual({ outcome: 'done' })
    expect(await api.setup.initialise({ ...setup, terminal: 'T2' })).toMatchObject({
      outcome: 'refused',
      code: 'already-initialised',
    })
  })

  it('takes imports once a supervisor has signed in', async () => {
    const { api } = openApi(openTerminal())
    const bins = { kind: 'bins', text: 'bin\nA-1\n' } as const
    const denied = { code: 'UNAUTHORIZED' }
    await api.setup.initialise({ terminal: 'T1', warehouse: 'WH1' })
    await expect(api.setup.runImport(bins)).rejects.toMatchObject(denied)
    await api.session.choosePin({ operator: 'admin', pin: '471100' })
    expect(await api.setup.previewImport(bins)).toMatchObject({ outcome: 'preview', wouldAdd: 1 })
    expect(await api.setup.runImport(bins)).toMatchObject({ outcome: 'imported', added: 1 })
    await api.session.signOut()
    await expect(api.setup.previewImport(bins)).rejects.toMatchObject(denied)
  })
})

describe('what goes wrong inside', () => {
  it('is told to the host; the screen learns only that it failed', async () => {
    const terminal = stockedTerminal()
    const { api, failures } = openApiAs(terminal, 'admin')
    await terminal.close()
    await expect(api.stock.byProduct({ sku: 'SKU-1' })).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong inside the terminal. What was saved before is safe.',
    })
    expect(failures).toMatchObject([{ procedure: 'stock.byProduct' }])
  })
})
