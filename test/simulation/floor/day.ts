import type { Station } from '../world.ts'
import { answer, questionsAt } from './answering.ts'
import type { Floor } from './floor.ts'
import { lose, makeCopy, missWhatIsLost, putBack } from './machines.ts'
import { look, openCount, scanOn } from './looks.ts'
import { moveGoods, secret, tellPaper } from './movements.ts'
import { finish, review } from './reviewing.ts'

function answerSome(floor: Floor, station: Station): void {
  for (const question of questionsAt(station))
    if (floor.world.random.chance(0.7)) answer(floor, station, question)
}

/** How often a terminal has a network: some nearly always, some hardly ever. */
const reachOf = (reach: Floor['reach'], { id }: Station) => reach.get(id) ?? 1

/** What can happen, each with how often out of a hundred times. */
const happenings: readonly (readonly [number, (floor: Floor, station: Station) => unknown])[] = [
  [2, ({ world }, station) => world.crash(station)],
  [
    8,
    ({ world, reach }, station) =>
      world.setCut(station, !world.random.chance(reachOf(reach, station))),
  ],
  [2, makeCopy],
  [0.8, putBack],
  [0.3, lose],
  [3, secret],
  [3, openCount],
  [18, look],
  [24, review],
  [8, answerSome],
  [6, tellPaper],
  [
    10,
    (floor) => floor.tallies.length > 0 && scanOn(floor, floor.world.random.pick(floor.tallies)),
  ],
  [34, moveGoods],
]

/** One thing that happens on the floor. */
export async function happens(floor: Floor): Promise<void> {
  const { world } = floor
  const station = world.random.pick(world.stations)
  let dice = world.random.next() * happenings.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, happening] of happenings) {
    dice -= weight
    if (dice >= 0) continue
    await happening(floor, station)
    break
  }
  world.pass(world.random.between(5, 120) * 1000)
  await world.turns(world.random.between(0, 6))
}

/** Everything is told, and every question is answered truthfully, until there is none. */
export async function comeToRest(floor: Floor): Promise<void> {
  const { world, tallies, papers } = floor
  while (tallies.length > 0) {
    scanOn(floor, tallies[0]!)
    world.pass(10_000)
  }
  await world.calm()
  missWhatIsLost(floor)
  while (papers.length > 0) tellPaper(floor, world.random.pick(world.stations))
  await world.settleDown()
  for (let round = 0; round < 40; round++) {
    const station = world.random.pick(world.stations)
    const questions = questionsAt(station)
    for (const question of questions) answer(floor, station, question, true)
    world.pass(11 * 60_000)
    await world.settleDown()
    const done = finish(floor, world.random.pick(world.stations))
    world.pass(60_000)
    await world.settleDown()
    if (questions.length === 0 && !done) return
  }
  throw new Error('questions never end')
}
