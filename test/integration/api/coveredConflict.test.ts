import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import type { Command } from '#shared/contract/commands.ts'
import { openApiAs } from '#test/support/api.ts'
import { countedBlind } from '#test/support/countedBlind.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, asOperator, stockedTerminal } from '#test/support/terminal.ts'

type Api = ReturnType<typeof openApiAs>['api']
const give = (api: Api, command: Command) => api.stock.execute({ id: randomUUID(), command })

const settled = (conflict: string) =>
  ({ type: 'ResolveConflict', conflict, choice: 'record-as-happened' }) as const

it('tells whoever counts blind that there is a conflict and whose, and nothing that the book says of it', async () => {
  const { conflict, countsBlind } = await countedBlind()
  const eva = await countsBlind('eva')
  const [row] = await eva.conflicts.list({ limit: 10 })
  expect(row).toMatchObject({
    conflict,
    coveredBy: 'C1',
    raisedBy: 'ben',
    summary: 'A movement of SKU-1 in A-1, covered while you count blind there',
    message:
      'What the book says of it is covered while you count there blind. It is shown when count C1 is handed in.',
    command: { type: 'PickStock' },
    choices: [],
    proposed: null,
    maySettle: false,
  })
  expect(row?.command).toEqual({ type: 'PickStock' })
  expect(await eva.conflicts.get({ conflict })).toEqual({
    ...row,
    before: {},
    now: {},
    meanwhile: [],
    history: [expect.objectContaining({ type: 'ConflictRaised' })],
  })
})

it('lets nobody settle blind what they count blind; somebody else may, and they when it is handed in', async () => {
  const { terminal, conflict, countsBlind, handsIn } = await countedBlind()
  const eva = await countsBlind('eva')
  const ben = openApiAs(terminal, 'ben').api
  expect(await give(eva, settled(conflict))).toMatchObject({
    outcome: 'refused',
    code: 'counted-blind',
    message:
      'You count blind what this conflict is about, in count C1: nothing was recorded, and the conflict is kept. Hand in the count first, or let a supervisor settle it who does not count there.',
  })
  expect(await ben.conflicts.get({ conflict })).toMatchObject({ state: 'open', maySettle: true })
  handsIn('eva')
  expect(await eva.conflicts.get({ conflict })).toMatchObject({
    maySettle: true,
    coveredBy: null,
    now: { 'A-1': 7306 },
  })
  expect(await give(eva, settled(conflict))).toMatchObject({ outcome: 'accepted' })
})

it('lets a supervisor who does not count there settle it, and does not tell the counter how many', async () => {
  const { terminal, conflict, countsBlind } = await countedBlind()
  const eva = await countsBlind('eva')
  const ben = openApiAs(terminal, 'ben').api
  const settlement = {
    type: 'ResolveConflict',
    conflict,
    choice: 'change-quantity',
    quantity: 7306,
    note: '7306 were there',
  } as const
  expect(await give(ben, settlement)).toMatchObject({ outcome: 'accepted' })
  const told = await eva.conflicts.get({ conflict })
  expect(told).toMatchObject({ settlement: { by: 'ben', choice: 'change-quantity' } })
  expect(JSON.stringify(told)).not.toContain('7306')
})

it('tells somebody their own words of a conflict, since they know what they did', async () => {
  const { conflict, countsBlind } = await countedBlind()
  const ben = await countsBlind('ben')
  expect(await ben.conflicts.get({ conflict })).toMatchObject({
    coveredBy: 'C1',
    summary: 'Pick 7,600 of SKU-1 from A-1',
    command: { quantity: 7600 },
    now: {},
  })
})

it('leaves the covered bins out of a conflict that is about another one', async () => {
  const site = await openSite()
  const terminal = site.terminal('T1')
  const admin = asAdmin(terminal)
  admin({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  for (const bin of ['A-1', 'A-2']) admin({ type: 'RegisterBin', bin })
  admin({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  admin({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 7919 })
  admin({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-2', quantity: 5 })
  await sync(terminal)
  const other = site.terminal('T2')
  await sync(other)
  const elsewhere = asAdmin(other)
  elsewhere({ type: 'PickStock', sku: 'SKU-1', bin: 'A-2', quantity: 4 })
  elsewhere({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 613 })
  await sync(other)
  admin({ type: 'PickStock', sku: 'SKU-1', bin: 'A-2', quantity: 3 })
  await sync(terminal)
  admin({ type: 'OpenCount', count: 'C1', bins: ['A-1'], blind: true })
  const { api } = openApiAs(terminal, 'eva')
  const [before] = await api.conflicts.list({ limit: 10 })
  expect(JSON.stringify(before)).toContain('"bin":"A-1"')
  await give(api, {
    type: 'RecordCount',
    count: 'C1',
    bin: 'A-1',
    sku: 'SKU-1',
    quantity: 1,
  })
  const conflict = before?.conflict ?? ''
  const told = await api.conflicts.get({ conflict })
  expect(told).toMatchObject({
    coveredBy: null,
    maySettle: true,
    before: { 'A-2': 5 },
    now: { 'A-2': 1 },
    meanwhile: [{ summary: '4 of SKU-1 picked from A-2' }],
  })
  expect(JSON.stringify(told)).not.toContain('A-1')
  expect(told?.choices.map(({ choice }) => choice)).toEqual(
    before?.choices.map(({ choice }) => choice),
  )
})

it('covers what an operator counts again after the count was handed in, until it is counted', async () => {
  const terminal = stockedTerminal()
  const admin = asAdmin(terminal)
  for (const operator of ['ana', 'jo'])
    admin({ type: 'RegisterOperator', operator, name: operator, role: 'operator' })
  const place = { bin: 'A-1', sku: 'SKU-1' }
  const entry = { type: 'RecordCount', count: 'C1', ...place } as const
  admin({ type: 'OpenCount', count: 'C1', bins: ['A-1'], blind: true })
  asOperator(terminal, 'jo')({ ...entry, quantity: 8 })
  admin({ type: 'SubmitCount', count: 'C1' })
  const { api } = openApiAs(terminal, 'ana')
  await api.counts.entries({ count: 'C1', limit: 10 })
  expect(await api.counts.covered()).toEqual([])
  admin({ type: 'RequestRecount', count: 'C1', lines: [place] })
  expect(await api.stock.byBin({ bin: 'A-1' })).toEqual([])
  await give(api, { ...entry, quantity: 9 })
  expect(await api.stock.byBin({ bin: 'A-1' })).toMatchObject([{ onHand: 10 }])
})

it('does not tell by another count of the same bin whether what was counted there agrees with the book', async () => {
  const { goOn, countsBlind, handsIn } = await countedBlind()
  goOn()
  const eva = await countsBlind('eva')
  const guided = async () => (await eva.counts.list()).find(({ count }) => count === 'C2')
  expect(await guided()).toMatchObject({ toDecide: null, ready: null })
  expect(await eva.counts.lines({ count: 'C2' })).toMatchObject([
    { counted: 7300, book: null, variance: null, state: 'ready' },
  ])
  handsIn('eva')
  expect(await guided()).toMatchObject({ toDecide: 1 })
})

it('does not tell by what is due to be counted that a book is below zero, or what was moved there', async () => {
  const terminal = stockedTerminal()
  const admin = asAdmin(terminal)
  admin({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  admin({ type: 'ChangeNegativeStockPolicy', policy: 'warn' })
  admin({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-2', quantity: 1 })
  admin({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 11 })
  admin({ type: 'OpenCount', count: 'C1', bins: ['A-1'], blind: true })
  const { api } = openApiAs(terminal, 'eva')
  const due = () => api.counts.due({ by: 'frequency', days: { A: 1, B: 1, C: 1 }, limit: 10 })
  expect(await due()).toMatchObject([
    { bin: 'A-1', class: 'A', because: 'negative-stock' },
    { bin: 'A-2', class: 'A', because: 'never-counted' },
  ])
  await give(api, { type: 'RecordCount', count: 'C1', bin: 'A-1', sku: 'SKU-1', quantity: 1 })
  expect(await due()).toMatchObject([
    { bin: 'A-2', class: 'A', because: 'never-counted' },
    { bin: 'A-1', class: null, because: 'never-counted' },
  ])
})

it('asks the database as often for five hundred products as for one', async () => {
  const terminal = stockedTerminal()
  const admin = asAdmin(terminal)
  for (let each = 2; each <= 501; each++)
    admin({ type: 'RegisterProduct', sku: `SKU-${String(each)}`, name: 'Cog', packs: [] })
  admin({ type: 'OpenCount', count: 'C1', bins: ['A-1'], blind: true })
  const { api } = openApiAs(terminal, 'admin')
  await give(api, { type: 'RecordCount', count: 'C1', bin: 'A-1', sku: 'SKU-1', quantity: 1 })
  const statement = Object.getPrototypeOf(terminal.store.connection.prepare('SELECT 1')) as {
    all: () => unknown
    get: () => unknown
  }
  const asked = async (limit: number) => {
    const spies = [vi.spyOn(statement, 'all'), vi.spyOn(statement, 'get')]
    const found = await api.stock.searchProducts({ text: '', limit })
    const questions = spies.flatMap((spy) => spy.mock.calls).length
    for (const spy of spies) spy.mockRestore()
    return { found: found.length, questions }
  }
  const one = await asked(1)
  expect(one.questions).toBeGreaterThan(0)
  expect(await asked(500)).toEqual({ found: 500, questions: one.questions })
})
