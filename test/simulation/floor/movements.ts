import type { Station } from '../world.ts'
import type { Delta } from '#shared/domain/stock/index.ts'
import { type Command, counters, type Floor, give, type Paper } from './floor.ts'
import { type Place, samePlace } from './truth.ts'

type Movement = { readonly command: Command; readonly sku: string; readonly deltas: Delta[] }

/** Where somebody goes: rather where somebody else is counting than anywhere else, since that is what matters here. */
function somewhere({ world: { random }, tallies, places }: Floor): Place {
  return tallies.length > 0 && random.chance(0.6) ? random.pick(tallies).place : random.pick(places)
}

/** Something that can be done with what really lies in the bins; undefined where there is nothing to take. */
function someMovement(floor: Floor): Movement | undefined {
  const { world, truth } = floor
  const { random } = world
  const { bin, sku } = somewhere(floor)
  const quantity = random.between(1, 6)
  const type = random.pick(['receive', 'pick', 'pick', 'pick', 'move', 'found', 'damaged'] as const)
  const takes = { bin, delta: -quantity }
  if (type === 'receive' || type === 'found') {
    const deltas = [{ bin, delta: quantity }]
    return type === 'receive'
      ? { command: { type: 'ReceiveStock', sku, bin, quantity }, sku, deltas }
      : { command: { type: 'AdjustStock', sku, bin, delta: quantity, reason: type }, sku, deltas }
  }
  if (truth.pieces({ bin, sku }) < quantity) return undefined
  if (type === 'pick')
    return { command: { type: 'PickStock', sku, bin, quantity }, sku, deltas: [takes] }
  if (type === 'damaged') {
    const command = { type: 'AdjustStock', sku, bin, delta: -quantity, reason: type } as const
    return { command, sku, deltas: [takes] }
  }
  const to = random.pick(floor.bins.filter((other) => other !== bin))
  const command = { type: 'MoveStock', sku, from: bin, to, quantity } as const
  return { command, sku, deltas: [takes, { bin: to, delta: quantity }] }
}

/** Is somebody in the middle of counting there with this terminal? Then nobody takes it along to move goods there. */
const isCountedThere = ({ tallies }: Floor, station: Station, { sku, deltas }: Movement) =>
  tallies.some(
    (tally) =>
      tally.station === station && deltas.some(({ bin }) => samePlace(tally.place, { bin, sku })),
  )

/**
 * Somebody moves goods. Where the warehouse refuses what the book does not cover, they ask the terminal first and leave
 * the goods where they are if it says no; else they may as well write it down and tell a terminal later.
 */
export function moveGoods(floor: Floor, station: Station): void {
  const { world, truth } = floor
  const movement = someMovement(floor)
  if (movement === undefined || isCountedThere(floor, station, movement)) return
  const { command, sku, deltas } = movement
  const operator = world.random.pick(counters)
  if (floor.policy === 'warn' && world.random.chance(0.2)) {
    const order = truth.moves(sku, deltas)
    floor.papers.push({ command, operator, occurredAt: world.time, order })
    return
  }
  const outcome = give(floor, station, operator, command)
  if (outcome.outcome === 'accepted') truth.isTold(outcome.id, truth.moves(sku, deltas))
  else if (outcome.code !== 'insufficient-stock' || floor.policy === 'warn')
    throw new Error(`${JSON.stringify(command)} was refused: ${outcome.code} ${outcome.message}`)
}

/** Somebody types in what is on a piece of paper. */
export function tellPaper(floor: Floor, station: Station): void {
  const { papers, world } = floor
  if (papers.length === 0) return
  const [paper] = papers.splice(world.random.between(0, papers.length - 1), 1)
  if (paper === undefined) return
  tell(floor, station, paper)
}

/** It cannot be told: the bin has to be counted. */
function giveUp({ truth }: Floor, command: Command, order: number): void {
  if (command.type === 'MoveStock')
    truth.staysUntold(command.sku, [command.from, command.to], order)
  if (
    command.type === 'ReceiveStock' ||
    command.type === 'PickStock' ||
    command.type === 'AdjustStock'
  )
    truth.staysUntold(command.sku, [command.bin], order)
}

/**
 * What lies within a count that is in the book already is told again, with a time on the side of it where it was. Between
 * the ends of two that overlap there is no such time.
 */
function tell(
  floor: Floor,
  station: Station,
  paper: Paper,
  asked: ReadonlySet<string> = new Set(),
): void {
  const { truth, world } = floor
  const { command, operator, occurredAt, order } = paper
  const id = world.random.uuid()
  const outcome = give(floor, station, operator, command, { id, occurredAt })
  if (outcome.outcome === 'accepted') return truth.isTold(id, order)
  // The book does not cover what was taken, and the warehouse insists.
  if (outcome.code === 'insufficient-stock' && floor.policy === 'refuse')
    return giveUp(floor, command, order)
  if (outcome.code !== 'movement-during-count')
    throw new Error(`${JSON.stringify(paper)} was refused: ${outcome.code} ${outcome.message}`)
  const { from, to } = outcome.facts ?? {}
  const line = String(outcome.facts?.['line'])
  if (asked.has(line)) return giveUp(floor, command, order)
  const { seen, begun } = truth.look(line)
  const wasBefore = order < (seen?.order ?? begun)
  const side = Date.parse(String(wasBefore ? from : to)) + (wasBefore ? -1 : 1)
  const told = { ...paper, occurredAt: new Date(side).toISOString() }
  tell(floor, station, told, new Set([...asked, line]))
}

/**
 * Something disappears or turns up, and nobody ever says so. Not under somebody's eyes: of two who scan the same place
 * at the same time nobody could say who has seen it.
 */
export function secret({ world: { random }, truth, tallies, places }: Floor): void {
  const place = random.pick(places)
  const delta = random.pick([-3, -1, 1, 4])
  const isSeen = tallies.some((tally) => samePlace(tally.place, place))
  if (!isSeen && truth.pieces(place) + delta >= 0) truth.movesInSecret(place, delta)
}
