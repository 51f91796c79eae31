import type { Station } from '../world.ts'
import { counters, type Floor, give, supervisors, type Tally } from './floor.ts'
import type { Place } from './truth.ts'

/** Counts that a terminal knows, in a state. */
export const countsAt = ({ terminal }: Station, ...states: readonly string[]) =>
  terminal.queries.counts.list().filter(({ state }) => states.includes(state))

export function openCount(floor: Floor, station: Station): void {
  const { bins, skus, world } = floor
  const { random } = world
  floor.counts += 1
  give(floor, station, random.pick(supervisors), {
    type: 'OpenCount',
    count: `C${floor.counts}`,
    bins: random.chance(0.5) ? bins : [random.pick(bins)],
    ...(random.chance(0.3) ? { skus: [random.pick(skus)] } : {}),
    blind: random.chance(0.5),
    ...(random.chance(0.3) ? { tolerance: { quantity: random.between(0, 2) } } : {}),
  })
}

/** Somebody looks, and types the number, at once or later. What the terminal does not take is no look. */
export function countByNumber(
  floor: Floor,
  station: Station,
  count: string,
  place: Place,
  operator: string,
  later = false,
): boolean {
  const { truth, world } = floor
  const id = world.random.uuid()
  const line = `${id}:${place.sku}`
  truth.looks(line, place)
  const quantity = truth.sees(line)
  const occurredAt = world.time
  if (later) world.pass(world.random.between(60, 600) * 1000)
  const said = later ? { occurredAt } : {}
  const command = { type: 'RecordCount', count, ...place, quantity } as const
  return give(floor, station, operator, command, { id, ...said }).outcome === 'accepted'
}

/** Nothing of anything lies there, and somebody says so. */
function confirmEmpty(floor: Floor, station: Station, count: string, bin: string): void {
  const { truth, world } = floor
  const id = world.random.uuid()
  for (const sku of floor.skus) {
    truth.looks(`${id}:${sku}`, { bin, sku })
    truth.sees(`${id}:${sku}`)
  }
  give(floor, station, world.random.pick(counters), { type: 'ConfirmEmptyBin', count, bin }, { id })
}

const split = (total: number, parts: number): number[] => {
  const size = Math.ceil(total / parts)
  const pieces: number[] = []
  for (let left = total; left > 0; left -= size) pieces.push(Math.min(size, left))
  return pieces
}

/** Somebody begins to scan a place piece by piece: they have counted it before, or do so while they scan. */
function beginTally(floor: Floor, station: Station, count: string, place: Place): void {
  const { truth, world, tallies } = floor
  const { random } = world
  if (tallies.some((other) => other.station === station && other.place.bin === place.bin)) return
  const tally = random.uuid()
  const line = `${tally}:${place.sku}`
  truth.looks(line, place)
  const counted = random.chance(0.5) ? truth.sees(line) : undefined
  const left = counted === undefined ? undefined : split(counted, random.between(1, 3))
  if (left?.length === 0 || truth.pieces(place) === 0) return
  const operator = random.pick(counters)
  tallies.push({ station, operator, count, place, tally, left, scans: [] })
  scanOn(floor, tallies.at(-1)!)
}

function scan(floor: Floor, tally: Tally, quantity: number): boolean {
  const { station, operator, count, place } = tally
  const id = floor.world.random.uuid()
  const command = { type: 'ScanCount', count, ...place, quantity, tally: tally.tally } as const
  const { outcome } = give(floor, station, operator, command, { id })
  if (outcome === 'accepted') tally.scans.push({ id, quantity })
  return outcome === 'accepted'
}

function end(floor: Floor, tally: Tally): void {
  floor.tallies.splice(floor.tallies.indexOf(tally), 1)
}

/** The next scan of somebody who counts. Who is told that the count is closed goes away. */
export function scanOn(floor: Floor, tally: Tally): void {
  const { random } = floor.world
  if (tally.left !== undefined) {
    const next = tally.left.shift()
    if (next === undefined || !scan(floor, tally, next) || tally.left.length === 0)
      end(floor, tally)
    return
  }
  const pieces = floor.truth.pieces(tally.place)
  if (tally.scans.length < 2 && pieces > 1 && random.chance(0.7)) {
    if (!scan(floor, tally, random.between(1, pieces - 1))) end(floor, tally)
    return
  }
  makeUp(floor, tally)
}

/** The last scan makes up the figure. Who has scanned more than there is now takes it all back and types the number. */
function makeUp(floor: Floor, tally: Tally): void {
  end(floor, tally)
  const { station, operator, count, place, scans } = tally
  const scanned = scans.reduce((sum, { quantity }) => sum + quantity, 0)
  const missing = floor.truth.pieces(place) - scanned
  if (missing > 0) {
    const line = `${tally.tally}:${place.sku}`
    if (scan(floor, tally, missing)) floor.truth.sees(line)
    return
  }
  for (const { id } of scans) give(floor, station, operator, { type: 'UndoCount', count, line: id })
  countByNumber(floor, station, count, place, operator)
}

/** Somebody counts something of an open count, in one of the ways. */
export function look(floor: Floor, station: Station): void {
  const { random } = floor.world
  const open = countsAt(station, 'open')
  if (open.length === 0) return
  const { count } = random.pick(open)
  const place = random.pick(floor.places)
  const empty = floor.skus.every((sku) => floor.truth.pieces({ ...place, sku }) === 0)
  if (empty && random.chance(0.5)) confirmEmpty(floor, station, count, place.bin)
  else if (random.chance(0.5)) beginTally(floor, station, count, place)
  else countByNumber(floor, station, count, place, random.pick(counters), random.chance(0.2))
}
