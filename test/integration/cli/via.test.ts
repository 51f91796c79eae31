import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { coversNothing } from '#shared/contract/covered.ts'
import { cliTerminal, type CliRow } from '#test/support/cli.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, asOperator, openTerminal, tempDir } from '#test/support/terminal.ts'

const STOCK = 'stock-WH1.SKU-1'
const pick = (quantity: number) =>
  ({ type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const
const receive = (quantity: number) =>
  ({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity }) as const
const viaOf = ({ metadata }: CliRow) => (metadata as { via?: string }).via

const master = [
  { type: 'RegisterBin', bin: 'A-1' },
  { type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] },
  { type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'supervisor' },
] as const

it('what comes by the command line says so wherever it is looked up, on every terminal; what comes by a screen does not', async () => {
  const site = await openSite()
  const cli = cliTerminal(tempDir())
  await cli.init('T1', site.url())
  await cli.exec([...master, receive(10)])
  await cli.sync()
  const screen = site.terminal('T2')
  await sync(screen)
  asAdmin(screen)(pick(1))
  await sync(screen)
  await cli.exec([pick(2)])
  expect((await cli.query('outbox')).map(({ via }) => via)).toEqual(['cli'])
  await cli.sync()
  await sync(screen)

  const history = await cli.query('history', { sku: 'SKU-1' })
  expect(new Map(history.map(({ delta, via }) => [delta, via]))).toEqual(
    new Map([
      [10, 'cli'],
      [-1, null],
      [-2, 'cli'],
    ]),
  )
  const events = await cli.query('events', { stream: STOCK })
  expect(events.map(viaOf)).toEqual(['cli', undefined, 'cli'])
  expect(screen.queries.movements.newest({ limit: 10, sku: 'SKU-1' })).toMatchObject([
    { via: 'cli' },
    { via: null },
    { via: 'cli' },
  ])
})

it('an import by the command line says so in all its parts', async () => {
  const dataDir = tempDir()
  const cli = cliTerminal(dataDir)
  await cli.init('T1')
  const file = join(tempDir(), 'products.csv')
  const rows = Array.from({ length: 250 }, (_, n) => `S-${n},Part ${n}`)
  writeFileSync(file, `sku,name\n${rows.join('\n')}`)
  expect((await cli.import('products', file)).rows.at(-1)).toMatchObject({ outcome: 'imported' })
  const terminal = openTerminal({ dataDir })
  await terminal.imports.run({ kind: 'bins', text: 'bin\nB-1' }, 'admin')
  const marks = terminal.queries.outbox
    .list(1000)
    .filter(({ command }) => ['RegisterProduct', 'RegisterBins'].includes(command.type))
    .map(({ via }) => via)
  expect(marks).toEqual([...Array.from({ length: 250 }, () => 'cli'), null])
})

it('what follows from it, and what is decided again, keeps it', async () => {
  const site = await openSite()
  const cli = cliTerminal(tempDir())
  await cli.init('T1', site.url())
  await cli.exec([...master, receive(10)])
  await cli.sync()
  const other = site.terminal('T2')
  await sync(other)
  const ana = asOperator(other, 'ana')
  ana(pick(8))
  await sync(other)
  await cli.exec([pick(7), { type: 'OpenCount', count: 'C1', bins: ['A-1'] }])
  await cli.sync()
  await sync(other)
  const supervisor = { operator: 'ana', role: 'supervisor', cover: coversNothing } as const
  const [conflict] = other.queries.conflicts.list('open', 10, supervisor)
  expect(conflict).toMatchObject({ raisedBy: 'admin', via: 'cli' })
  ana({ type: 'ResolveConflict', conflict: conflict?.conflict ?? '', choice: 'record-as-happened' })
  await sync(other)
  await cli.sync()

  // Decided again in the way that Ana chose, it is still what the command line asked for; the count is what she did.
  const movements = await cli.query('history', { sku: 'SKU-1' })
  expect(new Map(movements.map(({ delta, via }) => [delta, via]))).toEqual(
    new Map([
      [10, 'cli'],
      [-8, null],
      [-7, 'cli'],
    ]),
  )
  const [counted] = await cli.query('events', {
    stream: `count-WH1.check-${conflict?.conflict}`,
  })
  expect(counted).toBeDefined()
  expect(counted && viaOf(counted)).toBeUndefined()

  // A count that the command line approves is posted in its name.
  await sync(other)
  ana({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku: 'SKU-1', quantity: 3 })
  ana({ type: 'SubmitCount', count: 'C1' })
  await sync(other)
  await cli.sync()
  const [{ line } = { line: undefined }] = await cli.query('countLines', { count: 'C1' })
  await cli.exec([
    { type: 'AcceptCountLine', count: 'C1', line, reason: 'correction' },
    { type: 'ApproveCount', count: 'C1' },
  ])
  await cli.sync()
  await sync(other)
  const [posted] = other.queries.movements.newest({ limit: 1, sku: 'SKU-1' })
  expect(posted).toMatchObject({ type: 'CountVariancePosted', via: 'cli' })
})
