import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { cliTerminal, startCli } from '#test/support/cli.ts'
import { tempDir } from '#test/support/terminal.ts'

/** The embedded store by the command line, at a free port; answers its address when it takes connections. */
async function startStore(data: string) {
  const child = startCli('store', '--data', data, '--port', '0')
  for await (const line of createInterface(child.stdout)) {
    const { message } = JSON.parse(line) as { message: string }
    const address = /esdb:\/\/\S+/.exec(message)?.[0]
    if (address !== undefined) return { child, address }
  }
  throw new Error('the store ended before it took connections')
}

it('two terminals of one store import, work and sync, and end up the same', async () => {
  const dir = tempDir()
  const file = (name: string, text: string) => {
    writeFileSync(join(dir, name), text)
    return join(dir, name)
  }
  const { child, address } = await startStore(join(dir, 'central'))
  const one = cliTerminal(join(dir, 'one'))
  const two = cliTerminal(join(dir, 'two'))
  await one.init('T1', address)
  await two.init('T2', address)

  const products = file('products.csv', 'Article;Text\r\nS-1;Saddle\r\nS-2;"Bolt; 3"""\r\n')
  const stock = file('stock.csv', 'sku,location,shelf,bin,quantity\nS-1,1,A,1,10\nS-2,1,N/A,0,0\n')
  const mapped = await one.import('products', products, '--map', 'sku=Article,name=Text')
  expect(mapped.rows).toEqual([
    { outcome: 'imported', rows: 2, added: 2, unchanged: 0, problemCount: 0 },
  ])
  expect((await one.import('stock', stock)).rows).toMatchObject([
    { line: 2, column: 'location+shelf+bin', message: expect.stringContaining('1-A-1') },
    { line: 3, column: 'location+shelf+bin' },
    { outcome: 'rejected', rows: 2, added: 0, problemCount: 2 },
  ])
  const preview = await one.import('bins', stock, '--preview')
  expect(preview.rows).toMatchObject([{ outcome: 'preview', wouldAdd: 2 }])
  expect((await one.import('bins', stock)).rows).toMatchObject([{ added: 2 }])
  expect((await one.import('stock', stock)).rows).toMatchObject([{ added: 1, unchanged: 1 }])
  expect((await one.import('stock', stock)).rows).toMatchObject([{ added: 0, unchanged: 2 }])
  expect(await one.query('stock')).toEqual([
    {
      warehouse: 'WH1',
      sku: 'S-1',
      bin: '1-A-1',
      onHand: 10,
      confirmed: 0,
      pending: 10,
      incomplete: false,
    },
  ])

  expect(await one.sync()).toMatchObject({ pulled: 0, conflicts: 0, pending: 0, online: true })
  expect(await two.sync()).toMatchObject({ conflicts: 0, pending: 0, online: true })
  const pick = { type: 'PickStock', sku: 'S-1', bin: '1-A-1' }
  await one.exec([{ ...pick, quantity: 3 }])
  await two.exec([{ ...pick, quantity: 4 }])
  expect(await two.query('outbox')).toMatchObject([{ summary: 'Pick 4 of S-1 from 1-A-1' }])
  for (const terminal of [one, two, one])
    expect(await terminal.sync()).toMatchObject({ conflicts: 0, pending: 0, online: true })
  const left = {
    warehouse: 'WH1',
    sku: 'S-1',
    bin: '1-A-1',
    onHand: 3,
    confirmed: 3,
    pending: 0,
    incomplete: false,
  }
  expect(await one.query('stock')).toEqual([left])
  expect(await two.query('stock')).toEqual([left])
  const events = await one.query('events', { stream: 'stock-WH1.S-1' })
  expect(events).toMatchObject([
    { revision: 0, type: 'StockReceived', status: 'confirmed' },
    { revision: 1, type: 'StockPicked' },
    { revision: 2, type: 'StockPicked' },
  ])

  // The last pieces, taken twice: one of the two needs a person.
  await one.exec([{ ...pick, quantity: 3 }])
  await two.exec([{ ...pick, quantity: 2 }])
  expect(await one.sync()).toMatchObject({ conflicts: 0 })
  expect(await two.sync()).toMatchObject({ conflicts: 1, online: true })
  expect(await two.query('conflicts')).toMatchObject([
    {
      stream: 'stock-WH1.S-1',
      reason: 'no-longer-possible',
      terminal: 'T2',
      raisedBy: 'admin',
      state: 'open',
    },
  ])

  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(await one.sync()).toMatchObject({ pushed: 0, pulled: 0, online: false })
  expect(await one.query('diagnostics')).toMatchObject([{ synchronous: 2, unreadable: [] }])
})

it('a terminal without a central store keeps its events in its own', async () => {
  const terminal = cliTerminal(tempDir())
  await terminal.run('init', '--terminal', 'T1', '--warehouse', 'WH1', '--demo')
  expect(await terminal.sync()).toMatchObject({ pulled: 0, pending: 0, online: true })
  expect(await terminal.sync()).toMatchObject({ pushed: 0, pulled: 0, pending: 0, online: true })
  const stock = await terminal.query('stock', { bin: 'B-02-01' })
  expect(stock).toMatchObject([{ sku: 'VS-L', onHand: 3, confirmed: 3, pending: 0 }])
})
