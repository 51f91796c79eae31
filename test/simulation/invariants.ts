import { expect } from 'vitest'
import type { NumberRange } from '#shared/domain/terminal/index.ts'
import { deltasOf, type StockEvent } from '#shared/domain/stock/index.ts'
import type { CentralEvent } from '#electron/terminal/central/index.ts'
import { asFindings, compareReadModels } from '#electron/terminal/commands/index.ts'
import { repetitions } from '#test/support/repetitions.ts'
import type { Station, World } from './world.ts'
import { rowsOf } from '#test/support/database.ts'

type Meta = { intention: string; terminal: string; sequence: number }
const metaOf = ({ metadata }: CentralEvent) => metadata as Meta
const dataOf = ({ data }: CentralEvent) => data as Record<string, unknown>

const tables = {
  stock: 'warehouse, sku, bin, confirmed, effective',
  product: 'sku, name, pending',
  pack: 'barcode, sku, position, factor, name',
  bin: 'warehouse, bin, zone, pending',
  operator: 'operator, name, role, status, pending',
  terminal: 'terminal, warehouse, key, status, pending',
} as const

const readModels = ({ terminal }: Station) =>
  Object.fromEntries(
    Object.entries(tables).map(([table, columns]) => [
      table,
      rowsOf(terminal, `SELECT ${columns} FROM ${table} ORDER BY ${columns}`),
    ]),
  )

/** Every event has its id once, and no intention has arrived twice. */
function assertOnce({ log }: World): void {
  const ids = log.events.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const arrivals = log.events.map(
    (event) => `${metaOf(event).intention} ${event.type} ${JSON.stringify(event.data)}`,
  )
  expect(new Set(arrivals).size).toBe(arrivals.length)
}

/** What an operator was told is saved has arrived, or a conflict or a closing says what became of it. */
function assertNothingLost({ log, stations }: World): void {
  const arrived = new Map(log.events.map((event) => [metaOf(event).intention, event]))
  const closed = new Set(
    log.events
      .filter(({ type }) => type === 'IntentionClosed')
      .map((event) => dataOf(event)['intention']),
  )
  const raised = new Set(
    log.events
      .filter(({ type }) => type === 'ConflictRaised')
      .map((event) => (dataOf(event)['intention'] as { intention: string }).intention),
  )
  for (const { accepted } of stations)
    for (const [id, { request }] of accepted)
      if (!arrived.has(id) && !closed.has(id) && !raised.has(id))
        throw new Error(`lost: ${id} ${JSON.stringify(request)}`)
}

/** Each terminal's numbers are 1, 2, 3, …, each of one intention, and each stands in the store. */
function assertGapFree({ log, stations }: World): void {
  for (const { id, terminal } of stations) {
    const seen = new Set<number>()
    const owners = new Map<number, string>()
    for (const event of log.events) {
      if (metaOf(event).terminal !== id) continue
      const { sequence, intention } = metaOf(event)
      expect(`${sequence} ${owners.get(sequence) ?? intention}`).toBe(`${sequence} ${intention}`)
      owners.set(sequence, intention)
      seen.add(metaOf(event).sequence)
      if (event.type === 'IntentionClosed') seen.add(dataOf(event)['sequence'] as number)
      if (event.type === 'ConflictRaised') seen.add((dataOf(event)['intention'] as Meta).sequence)
      // Numbers that went with what was lost when the terminal was put back from a copy: it says so.
      if (event.type === 'EpochBegan')
        for (const { from, to } of dataOf(event)['missing'] as readonly NumberRange[])
          for (let number = from; number <= to; number++) seen.add(number)
    }
    const last = terminal.store.outbox.lastSequence()
    expect([...seen].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: last }, (_, index) => index + 1),
    )
  }
}

/** The book is the sum of what arrived, everywhere, and never below zero where the warehouse refuses that. */
function assertBooks(world: World, mayDip: boolean): void {
  const sums = new Map<string, number>()
  for (const event of world.log.events) {
    if (!event.stream.startsWith('stock-')) continue
    const stockEvent = { type: event.type, data: event.data } as StockEvent
    for (const { bin, delta } of deltasOf(stockEvent)) {
      const key = `${stockEvent.data.sku} ${bin}`
      sums.set(key, (sums.get(key) ?? 0) + delta)
      if (!mayDip) expect(sums.get(key), `${key} at ${event.position}`).toBeGreaterThanOrEqual(0)
    }
  }
  const expected = Object.fromEntries([...sums].filter(([, sum]) => sum !== 0))
  for (const station of world.stations) {
    const rows = rowsOf<{ sku: string; bin: string; confirmed: number; effective: number }>(
      station.terminal,
      'SELECT sku, bin, confirmed, effective FROM stock',
    )
    const book = (of: 'confirmed' | 'effective') =>
      Object.fromEntries(rows.map((row) => [`${row.sku} ${row.bin}`, row[of]] as const))
    expect(book('confirmed')).toEqual(expected)
    expect(book('effective')).toEqual(expected)
  }
}

/** After how many steps what is shown is compared with the journal: it takes longer than a step. */
export const LOOKED_AT_EVERY = repetitions('TALLYDECK_LOOKED_AT_EVERY', 100, 25)

/** What screens are shown is what the journal says, at every moment: also amid a storm, and of what is pending. */
export function assertShown({ stations }: World): void {
  for (const { terminal } of stations)
    for (const difference of compareReadModels(terminal.store.connection, () => false))
      expect(asFindings(difference)).toEqual([])
}

/** All that must hold once the terminals have come to rest and people have settled what was theirs to settle. */
export function assertAll(world: World, { mayDip = false } = {}): void {
  assertOnce(world)
  assertNothingLost(world)
  assertGapFree(world)
  assertBooks(world, mayDip)
  assertShown(world)
  const [first, ...others] = world.stations
  for (const station of world.stations) {
    expect(station.terminal.state()).toMatchObject({
      pending: 0,
      held: 0,
      conflicts: { own: 0, all: 0 },
    })
    const log = [...station.terminal.store.events.all()]
    expect(log.filter(({ problem }) => problem !== undefined)).toEqual([])
    expect(log.map(({ id }) => id).toSorted()).toEqual(
      world.log.events.map(({ id }) => id).toSorted(),
    )
  }
  if (first) for (const other of others) expect(readModels(other)).toEqual(readModels(first))
}

/** What the read models say does not depend on how they came about. */
export async function assertRebuilt(world: World): Promise<void> {
  for (const station of world.stations) {
    const before = readModels(station)
    station.terminal.store.meta.set('read-models', 'older')
    await world.crash(station)
    expect(readModels(station)).toEqual(before)
  }
}
