import { expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { openReadOnlyView } from '#electron/terminal/readOnlyView.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, asOperator, tempDir } from '#test/support/terminal.ts'

type Command = Parameters<ReturnType<typeof asAdmin>>[0]
type Step = readonly [what: string, act: () => unknown]

const answersOf = ({ queries }: Pick<Terminal, 'queries'>) => ({
  list: queries.counts.list(),
  first: queries.counts.get('C1'),
  lines: ['C1', 'C2'].map((count) => queries.counts.lines(count)),
  entries: queries.counts.entries('C1', 100),
  variances: queries.counts.variances(),
  ofOne: queries.counts.variances('C2'),
})

/** The same, worked out from the database by somebody who has never been asked before. */
async function afresh(dataDir: string) {
  const view = openReadOnlyView(dataDir)
  if (view === undefined) throw new Error('nothing to look at')
  try {
    return answersOf(view)
  } finally {
    await view.close()
  }
}

it('says of counts what its database says, whatever has changed since it was last asked', async () => {
  const site = await openSite()
  const dataDir = tempDir()
  const terminal = site.terminal('T1', { dataDir })
  const other = site.terminal('T2')
  const run = (given: Terminal) => (command: Command, occurredAt?: string) => {
    const outcome = asAdmin(given)(command, occurredAt === undefined ? {} : { occurredAt })
    if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome))
    return outcome
  }
  const [here, there] = [run(terminal), run(other)]
  here({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  for (const bin of ['A-1', 'A-2']) here({ type: 'RegisterBin', bin })
  for (const sku of ['SKU-1', 'SKU-2']) {
    here({ type: 'RegisterProduct', sku, name: sku, packs: [] })
    for (const bin of ['A-1', 'A-2']) here({ type: 'ReceiveStock', sku, bin, quantity: 10 })
  }
  for (const count of ['C1', 'C2'])
    here({ type: 'OpenCount', count, bins: ['A-1', 'A-2'], tolerance: {} })
  await sync(terminal)
  await sync(other)

  const record = (count: string, sku: string, bin: string, quantity: number): Command => ({
    type: 'RecordCount',
    count,
    sku,
    bin,
    quantity,
  })
  const pick = (bin: string, quantity: number): Command => ({
    type: 'PickStock',
    sku: 'SKU-1',
    bin,
    quantity,
  })
  const anHourAgo = new Date(Date.parse(terminal.now()) - 3_600_000).toISOString()
  let line = ''
  const steps: readonly Step[] = [
    ['a line', () => here(record('C1', 'SKU-1', 'A-1', 9))],
    ['a line of another count', () => here(record('C2', 'SKU-1', 'A-1', 8))],
    ['the visit goes on', () => (line = here(record('C1', 'SKU-2', 'A-1', 10)).id)],
    ['a line is taken back', () => here({ type: 'UndoCount', count: 'C1', line })],
    ['it is counted after all', () => here(record('C1', 'SKU-2', 'A-1', 11))],
    ['what somebody saw before', () => here(record('C1', 'SKU-2', 'A-2', 7), anHourAgo)],
    ['a pick after the count', () => here(pick('A-1', 2))],
    ['a pick that was made before it', () => here(pick('A-1', 1), anHourAgo)],
    ['a name', () => here({ type: 'RenameProduct', sku: 'SKU-1', name: 'Chain' })],
    ['a value', () => here({ type: 'ChangeUnitValue', sku: 'SKU-1', unitValue: 250 })],
    ['the other terminal picks too', () => there(pick('A-1', 9))],
    ['and counts', () => there(record('C1', 'SKU-1', 'A-2', 12))],
    ['and sends it first', () => sync(other)],
    ['this one comes back to a conflict', () => sync(terminal)],
    ['a movement behind the conflict', () => here(pick('A-2', 1))],
    ['the count is handed in', () => here({ type: 'SubmitCount', count: 'C1' })],
    [
      'one is to be counted again',
      () => here({ type: 'RequestRecount', count: 'C1', lines: [{ bin: 'A-2', sku: 'SKU-2' }] }),
    ],
    [
      'the rest is approved',
      () => asOperator(terminal, 'eva')({ type: 'ApproveCount', count: 'C1' }),
    ],
    ['and posted', () => sync(terminal)],
    ['the other count is given up', () => here({ type: 'CancelCount', count: 'C2', reason: 'x' })],
  ]
  const unseen: string[] = []
  for (const [what, act] of steps) {
    const before = JSON.stringify(answersOf(terminal))
    await act()
    const now = answersOf(terminal)
    if (JSON.stringify(now) === before) unseen.push(what)
    expect({ what, ...now }).toEqual({ what, ...(await afresh(dataDir)) })
  }
  // What this terminal has not heard of, and what leaves each count as it is.
  expect(unseen).toEqual([
    'a pick after the count',
    'the other terminal picks too',
    'and counts',
    'and sends it first',
    'a movement behind the conflict',
  ])
  expect(terminal.state().conflicts.own).toBe(1)
  const states = terminal.queries.counts.lines('C1').map(({ state }) => state)
  expect(states).toContain('posted')
  expect(states).toContain('to-recount')
})
