import { expect, it } from 'vitest'
import { metaOf, staleBy } from '#electron/terminal/api/stale.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { type Topic, topics } from '#shared/contract/api/index.ts'
import { openApiAs, type Path, procedures } from '#test/support/api.ts'
import { countingSite, other, sku } from '#test/support/countingSite.ts'
import { sync } from '#test/support/site.ts'
import type { asOperator } from '#test/support/terminal.ts'

type Command = Parameters<ReturnType<typeof asOperator>>[0]

const every = new Set(topics)
const rested = new Set(staleBy(every, true).map((path) => path.join('.')))

/** What each query is asked here. */
const asked: Record<string, readonly object[] | undefined> = {
  'stock.missing': [{ sku }],
  'stock.byProduct': [{ sku }, { sku: other }],
  'stock.byBin': [{ bin: 'A-1' }, { bin: 'A-2' }],
  'stock.product': [{ sku }],
  'stock.searchProducts': [{ text: '', limit: 50 }],
  'stock.searchBins': [{ text: '', limit: 50 }],
  'stock.movements': [{ limit: 500 }],
  'stock.done': [{ operator: 'ana', since: '2026-01-01T00:00:00.000Z' }],
  'counts.get': [{ count: 'C1' }, { count: 'C2' }],
  'counts.lines': [{ count: 'C1' }, { count: 'C2' }],
  'counts.entries': [{ count: 'C1', limit: 500 }],
  'counts.entriesIn': [{ count: 'C1', bin: 'A-1' }],
  'counts.variances': [{}, { count: 'C1' }],
  'counts.due': [{ by: 'value', days: { A: 1, B: 7, C: 30 }, limit: 500 }],
  'sync.lost': [{ limit: 500 }],
  'sync.outbox': [{ limit: 500 }],
  'conflicts.list': [{ limit: 500 }, { state: 'open', limit: 500 }],
}
/** Sizes and times: its screen asks again every few seconds. */
const polled = 'diagnostics.get'

const queries = procedures
  .map(([path]) => path)
  .filter((path) => rested.has(path.join('.')) && path.join('.') !== polled)

const ofSupervisors = new Set(
  procedures.flatMap(([path, procedure]) =>
    metaOf(procedure).level === 'supervisor' ? [path] : [],
  ),
)

const ask = (api: object, path: Path, input: unknown) =>
  (
    path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], api) as (
      input: unknown,
    ) => Promise<unknown>
  )(input)

/** Every answer of every query at a terminal, as a supervisor and somebody who counts blind have it. */
async function answersOf(terminal: Terminal): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const viewer of ['eva', 'ana']) {
    const { api } = openApiAs(terminal, viewer)
    const put = async (path: Path, input: unknown) => {
      const answer = await ask(api, path, input)
      answers.set(`${path.join('.')} ${viewer} ${JSON.stringify(input)}`, JSON.stringify(answer))
    }
    for (const path of queries.filter((each) => viewer === 'eva' || !ofSupervisors.has(each)))
      for (const input of asked[path.join('.')] ?? [undefined])
        if (path.join('.') !== 'conflicts.get') await put(path, input)
    for (const { conflict } of await api.conflicts.list({ limit: 500 }))
      await put(['conflicts', 'get'], { conflict })
  }
  return answers
}

/** Fails where an answer is another one and its screen would not have been told. */
async function watch(terminal: Terminal) {
  let told = new Set<Topic>()
  terminal.subscribe((changed) => changed.forEach((topic) => told.add(topic)))
  let known = await answersOf(terminal)
  const everChanged = new Set<string>()
  return {
    everChanged,
    /** After something happened. */
    look: async (what: string) => {
      // Changes are told at the end of the turn in which they were committed.
      await new Promise(setImmediate)
      const stale = new Set(staleBy(told, true).map((path) => path.join('.')))
      const now = await answersOf(terminal)
      const changed = [...now].filter(([query, answer]) => known.get(query) !== answer)
      for (const [query] of changed) everChanged.add(query.split(' ')[0] ?? '')
      expect(
        changed.map(([query]) => query).filter((query) => !stale.has(query.split(' ')[0] ?? '')),
        `answered otherwise after ${what}, and not told`,
      ).toEqual([])
      told = new Set()
      known = now
    },
  }
}

it('no query has another answer without its screen being told', async () => {
  const { terminals, as } = await countingSite(['T1', 'T2'])
  const { T1, T2 } = terminals
  const [first, second] = [await watch(T1), await watch(T2)]
  const look = async (what: string) => {
    await first.look(`${what}, at T1`)
    await second.look(`${what}, at T2`)
  }
  const does = async (terminal: Terminal, operator: string, ...commands: Command[]) => {
    for (const command of commands) {
      as(terminal, operator)(command)
      await look(command.type)
    }
  }
  const exchanged = async () => {
    for (const terminal of [T1, T2, T1, T2]) {
      await sync(terminal)
      await look('an exchange')
    }
  }

  await does(
    T1,
    'eva',
    { type: 'RegisterProduct', sku: 'SKU-3', name: 'Washer', packs: [] },
    { type: 'RegisterBin', bin: 'B-1', zone: 'B' },
    { type: 'RegisterOperator', operator: 'zoe', name: 'Zoe', role: 'operator' },
    { type: 'DeactivateOperator', operator: 'zoe' },
    { type: 'RenameProduct', sku, name: 'Chain, black' },
    { type: 'ChangeUnitValue', sku, unitValue: 250 },
    { type: 'AddReasonCode', reason: 'gone', text: 'Gone' },
    { type: 'ChangeCountPolicy', settleUpTo: 3 },
  )
  await exchanged()
  await does(
    T1,
    'ana',
    { type: 'ReceiveStock', sku, bin: 'A-2', quantity: 5 },
    { type: 'MoveStock', sku, from: 'A-2', to: 'A-1', quantity: 1 },
    { type: 'PickStock', sku, bin: 'A-1', quantity: 2 },
    { type: 'AdjustStock', sku, bin: 'A-1', delta: -1, reason: 'gone' },
  )
  await exchanged()
  await does(
    T1,
    'eva',
    { type: 'OpenCount', count: 'C1', bins: ['A-1'], blind: true },
    { type: 'OpenCount', count: 'C2', bins: ['A-2'], blind: false },
  )
  await exchanged()
  await does(
    T1,
    'ana',
    { type: 'RecordCount', count: 'C1', bin: 'A-1', sku, quantity: 7 },
    { type: 'RecordCount', count: 'C1', bin: 'A-1', sku: other, quantity: 10 },
    { type: 'SubmitCount', count: 'C1' },
  )
  await does(T2, 'ben', { type: 'PickStock', sku: other, bin: 'A-1', quantity: 8 })
  await exchanged()
  await does(
    T1,
    'eva',
    ...T1.queries.counts
      .lines('C1')
      .filter(({ state }) => state === 'needs-reason')
      .map(({ line }): Command => ({ type: 'AcceptCountLine', count: 'C1', line, reason: 'gone' })),
    { type: 'ApproveCount', count: 'C1' },
  )
  await exchanged()
  expect(T1.queries.counts.lines('C1').map(({ state }) => state)).toContain('posted')

  // Two take the same goods while they do not meet.
  const picks: Command = { type: 'PickStock', sku, bin: 'A-1', quantity: 6 }
  await does(T1, 'ana', picks)
  await does(T2, 'ben', picks)
  await exchanged()
  const [conflict] = T2.queries.conflicts.list('open', 1)
  if (conflict === undefined) throw new Error('no conflict was raised')
  await does(T1, 'eva', {
    type: 'ResolveConflict',
    conflict: conflict.conflict,
    choice: 'leave-undone',
  })
  await exchanged()
  await does(T1, 'eva', { type: 'CancelCount', count: 'C2', reason: 'Not now' })
  await exchanged()

  as(T1, 'eva')({ type: 'RetireTerminal', terminal: 'T2' })
  await first.look('RetireTerminal')

  const everChanged = new Set([...first.everChanged, ...second.everChanged])
  const never = queries.map((path) => path.join('.')).filter((path) => !everChanged.has(path))
  // Nothing of a book is ever missing here, nor was anything lost.
  expect(never).toEqual(['stock.missing', 'sync.lost'])
})
