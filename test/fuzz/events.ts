import assert from 'node:assert/strict'
import { join } from 'node:path'
import * as fc from 'fast-check'
import type { CentralEvent } from '#electron/terminal/central/index.ts'
import { createTerminal, type Terminal } from '#electron/terminal/index.ts'
import { nested } from '#test/support/foreignEvents.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import type { Random } from '#test/support/random.ts'
import { sync } from '#test/support/site.ts'
import { asAdmin, stockOf } from '#test/support/terminal.ts'
import type { Target, World } from './target.ts'

function terminalOn(log: MemoryLog, id: string, dir: string): Terminal {
  const terminal = createTerminal({
    dataDir: join(dir, id),
    central: { url: 'memory' },
    connect: () => connectMemory(log, fineWeather),
  })
  terminal.initialise({ terminal: id, warehouse: 'WH1' })
  return terminal
}

const skus = ['SKU-1', 'SKU-2', 'SKU-9'] as const

/** What people do on a day: most kinds of events that there are. */
async function workADay(log: MemoryLog, dir: string): Promise<void> {
  const [terminal, other] = [terminalOn(log, 'T2', dir), terminalOn(log, 'T3', dir)]
  const run = asAdmin(terminal)
  for (const bin of ['A-1', 'A-2']) run({ type: 'RegisterBin', bin })
  for (const sku of skus) {
    const pack = { barcode: `40063813339${sku.at(-1)}1`, factor: 6, name: 'Box' }
    run({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
    run({ type: 'AddPack', sku, pack })
    run({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 10 })
  }
  const [sku] = skus
  run({ type: 'RegisterOperator', operator: 'bob', name: 'Bob', role: 'operator' })
  run({ type: 'ChangeCountPolicy', ownApproval: 'allow' })
  run({ type: 'ChangeUnitValue', sku, unitValue: 100 })
  run({ type: 'MoveStock', sku, from: 'A-1', to: 'A-2', quantity: 4 })
  run({ type: 'AdjustStock', sku, bin: 'A-2', delta: -1, reason: 'damaged' })
  run({ type: 'OpenCount', count: 'C1', bins: ['A-1', 'A-2'] })
  run({ type: 'ScanCount', count: 'C1', bin: 'A-1', sku, quantity: 5, tally: 't' })
  run({ type: 'ConfirmEmptyBin', count: 'C1', bin: 'A-2' })
  run({ type: 'SubmitCount', count: 'C1' })
  await sync(terminal)
  await sync(other)
  run({ type: 'ApproveCount', count: 'C1' })
  run({ type: 'PickStock', sku: 'SKU-2', bin: 'A-1', quantity: 8 })
  asAdmin(other)({ type: 'PickStock', sku: 'SKU-2', bin: 'A-1', quantity: 7 })
  await sync(terminal)
  await sync(other)
  const [conflict] = other.queries.conflicts.list('open', 1)
  run({ type: 'ResolveConflict', conflict: conflict?.conflict ?? '', choice: 'leave-undone' })
  await sync(terminal)
  await sync(other)
  await terminal.close()
  await other.close()
}

type Part = 'data' | 'metadata'

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    -1,
    0,
    2 ** 53,
    1e308,
    Number.POSITIVE_INFINITY,
    'constructor',
    '__proto__',
    'A-1\ud800',
    '\u0000',
    'x'.repeat(5000),
    [],
    {},
    'SKU-2',
    'admin',
    'A-2',
    'C1',
    '9999-12-31T23:59:59.999-23:59',
    '0000-01-01T00:00:00Z',
    JSON.parse(nested(20_000)),
  ),
  fc.jsonValue(),
  fc.integer(),
)

const mostlyNot = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

/** How an event is changed: where, and to what; and where it is written instead. */
const mutation = fc.record({
  which: fc.nat(),
  part: fc.constantFrom<Part>('data', 'metadata'),
  field: fc.nat(),
  how: fc.constantFrom('replace', 'delete', 'add', 'nothing', 'all'),
  value: hostile,
  type: mostlyNot(fc.oneof(fc.nat(), fc.string())),
  stream: mostlyNot(
    fc.oneof(
      fc.nat(),
      fc.constantFrom(
        'stock-WH1.',
        `stock-WH1.${'x'.repeat(4000)}`,
        'stock-WH1.\u0000',
        'conflict-',
        'count-WH1.',
      ),
    ),
  ),
})
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never

/** Changes one field, however deep it stands, in a copy. */
function changed(value: unknown, { field, how, value: other }: Mutation): unknown {
  if (how === 'all') return other
  const copy = structuredClone(value)
  const places: (readonly [object, string])[] = []
  const waiting: unknown[] = [copy]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    if (typeof next === 'object' && next !== null)
      for (const [key, inner] of Object.entries(next)) {
        places.push([next, key])
        waiting.push(inner)
      }
  const place = places[field % Math.max(1, places.length)]
  if (place === undefined) return copy
  const [owner, key] = place
  if (how === 'replace') Reflect.set(owner, key, other)
  if (how === 'delete') Reflect.deleteProperty(owner, key)
  if (how === 'add')
    Object.defineProperty(owner, field % 2 ? '__proto__' : 'more', {
      value: other,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  return copy
}

function mutated(
  events: readonly CentralEvent[],
  change: Mutation,
  id: string,
): { stream: string; event: Parameters<MemoryLog['write']>[1] } | undefined {
  const pick = (n: number) => events[n % events.length]
  const source = pick(change.which)
  if (source === undefined) return undefined
  const named = (given: string | number | null, field: 'stream' | 'type') =>
    typeof given === 'string'
      ? given
      : given === null
        ? source[field]
        : (pick(given)?.[field] ?? '')
  const parts = { data: source.data, metadata: source.metadata }
  const event = { ...parts, [change.part]: changed(parts[change.part], change) }
  const { metadata } = event
  // Who records as this terminal makes it stop on purpose: a copy of its data folder would be at work.
  if (
    typeof metadata === 'object' &&
    metadata !== null &&
    Reflect.get(metadata, 'terminal') === 'T1'
  )
    return undefined
  const stream = named(change.stream, 'stream')
  return stream.endsWith('.SKU-9') || stream === ''
    ? undefined
    : { stream, event: { ...event, type: named(change.type, 'type'), id } }
}

/** Asks for all that a person can look at. */
function lookAtEverything({ queries }: Terminal): void {
  JSON.stringify([
    queries.conflicts.list(undefined, 1000).map(({ conflict }) => queries.conflicts.get(conflict)),
    queries.outbox.list(1000),
    queries.movements.newest({ limit: 1000 }),
    queries.diagnostics.get({ version: '', metricsAddress: null }),
    queries.counts
      .list()
      .map(({ count }) => [queries.counts.get(count), queries.counts.lines(count)]),
    queries.cycle.accuracy(),
  ])
}

const some = fc.array(mutation, { minLength: 1, maxLength: 20 })

async function openWorld(dir: string): Promise<World> {
  const log = new MemoryLog()
  await workADay(log, dir)
  const real = [...log.events]
  const terminal = terminalOn(log, 'T1', dir)
  const run = asAdmin(terminal)
  await sync(terminal)
  let right = 10
  async function attempt(random: Random, tell: (input: unknown) => void): Promise<void> {
    const [all = []] = fc.sample(some, { numRuns: 1, seed: random.between(0, 2 ** 31 - 1) })
    tell(all)
    run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 })
    run({ type: 'RenameProduct', sku: 'SKU-2', name: `Chain ${right}` })
    run({ type: 'ScanCount', count: 'C1', bin: 'A-1', sku: 'SKU-2', quantity: 1, tally: 't' })
    const one = run({ type: 'ReceiveStock', sku: 'SKU-9', bin: 'A-1', quantity: 1 })
    if (one.outcome === 'accepted') right += 1
    for (const change of all) {
      const made = mutated(real, change, random.uuid())
      if (made) log.write(made.stream, made.event)
    }
    const { online, problem } = await sync(terminal)
    assert.deepEqual({ online, problem }, { online: true, problem: null })
    assert.equal(stockOf(terminal, 'A-1', 'SKU-9').effective, right)
    lookAtEverything(terminal)
  }
  return { attempt, close: () => terminal.close() }
}

/** Whatever events there are: they never stop a terminal, and the stock of other streams stays right. */
export const events: Target = { name: 'events', casesPerWorld: 60, open: openWorld }
