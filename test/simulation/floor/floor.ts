import type { Outcome } from '#shared/contract/commands.ts'
import type { ExecuteRequest } from '#electron/terminal/index.ts'
import { bins as allBins, skus as allSkus, type Station, World } from '../world.ts'
import { type Place, Truth } from './truth.ts'

export type Command = ExecuteRequest['command']

export const counters = ['ana', 'ben', 'cas'] as const
export const supervisors = ['admin', 'sue'] as const

/** By how many seconds a terminal's clock is wrong at most, in a warehouse that allows for it. */
const CLOCKS_OFF = 20

/** Something that was done and written on paper: a terminal is told later, with the time when it was done. */
export type Paper = {
  readonly command: Command
  readonly operator: string
  readonly occurredAt: string
  /** Which happening it was. */
  readonly order: number
}

/** Somebody who scans piece by piece, on one terminal. */
export type Tally = {
  readonly station: Station
  readonly operator: string
  readonly count: string
  readonly place: Place
  readonly tally: string
  /** What is still to be scanned; undefined where the figure is made up with the last scan. */
  left: number[] | undefined
  readonly scans: { readonly id: string; readonly quantity: number }[]
}

/** A warehouse with bins, people and terminals, all from one seed. */
export type Floor = {
  readonly world: World
  readonly truth: Truth
  /** What the warehouse does where the book does not cover what is taken. */
  readonly policy: 'refuse' | 'warn'
  /** How often each terminal is in reach of the network, between 0 and 1. */
  readonly reach: ReadonlyMap<string, number>
  /** Few, so that people get in each other's way. */
  readonly bins: readonly string[]
  readonly skus: readonly string[]
  readonly places: readonly Place[]
  /** By how many seconds the clocks of two terminals may differ. */
  clockTolerance: number
  readonly papers: Paper[]
  readonly tallies: Tally[]
  /** What was told to a machine that was lost, or put back from a copy: it may have arrived all the same. */
  readonly doubtful: Map<string, Paper>
  /** Copies of data folders that could be put back. */
  readonly copies: Map<Station, () => Promise<void>>
  counts: number
}

/** Gives a command as a person; answers with the intention's id where it was accepted. */
export function give(
  { world }: Floor,
  station: Station,
  operator: string,
  command: Command,
  more: { readonly id?: string; readonly occurredAt?: string } = {},
): Outcome {
  return world.execute(station, { id: world.random.uuid(), ...more, command, operator })
}

/** The same, of what can't be refused. */
export function mustGive(...given: Parameters<typeof give>): string {
  const outcome = give(...given)
  if (outcome.outcome === 'refused')
    throw new Error(`${JSON.stringify(given[3])} was refused: ${outcome.code} ${outcome.message}`)
  return outcome.id
}

/** The warehouse opens: its first terminal knows bins, products, people, and a book that is not what lies there. */
export async function openFloor(seed: number): Promise<Floor> {
  const world = new World(seed, 4, 1)
  const { random } = world
  const bins = random.chance(0.5) ? allBins : allBins.slice(0, 2)
  const skus = random.chance(0.5) ? allSkus : allSkus.slice(0, 1)
  const places = skus.flatMap((sku) => bins.map((bin) => ({ bin, sku })))
  const floor: Floor = {
    world,
    truth: new Truth(),
    policy: random.chance(0.5) ? 'warn' : 'refuse',
    reach: new Map(world.stations.map(({ id }) => [id, random.pick([0.95, 0.6, 0.05])])),
    bins,
    skus,
    places,
    clockTolerance: 0,
    papers: [],
    tallies: [],
    doubtful: new Map(),
    copies: new Map(),
    counts: 0,
  }
  const [first] = world.stations
  if (first === undefined) throw new Error('a floor needs a terminal')
  const admin = (command: Command) => mustGive(floor, first, 'admin', command)
  for (const bin of bins) admin({ type: 'RegisterBin', bin })
  for (const sku of skus) admin({ type: 'RegisterProduct', sku, name: sku, packs: [] })
  for (const operator of counters)
    admin({ type: 'RegisterOperator', operator, name: operator, role: 'operator' })
  admin({ type: 'RegisterOperator', operator: 'sue', name: 'Sue', role: 'supervisor' })
  if (floor.policy === 'warn') admin({ type: 'ChangeNegativeStockPolicy', policy: 'warn' })
  for (const { bin, sku } of places) {
    const order = floor.truth.moves(sku, [{ bin, delta: 10 }])
    floor.truth.isTold(admin({ type: 'ReceiveStock', sku, bin, quantity: 10 }), order)
    if (random.chance(0.3)) floor.truth.movesInSecret({ bin, sku }, random.pick([-4, -1, 2, 5]))
  }
  if (random.chance(0.3)) {
    floor.clockTolerance = 2 * CLOCKS_OFF
    admin({ type: 'ChangeCountPolicy', clockTolerance: floor.clockTolerance })
    for (const station of world.stations)
      station.skew = random.between(-CLOCKS_OFF, CLOCKS_OFF) * 1000
  }
  world.pass(60_000)
  await world.settleDown()
  return floor
}
