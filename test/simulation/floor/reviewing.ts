import type { CountLineRow } from '#shared/contract/api/index.ts'
import type { Station } from '../world.ts'
import { counters, type Floor, give, supervisors } from './floor.ts'
import { countByNumber, countsAt } from './looks.ts'
import { samePlace, type Truth } from './truth.ts'

/** Does the line say what its counter saw? Not while somebody is still scanning it. */
export const isTrue = (truth: Truth, { line, counted }: CountLineRow): boolean =>
  truth.look(line).seen?.counted === counted

const undecided: ReadonlySet<string> = new Set(['differs', 'needs-reason', 'late'])
const placeOf = ({ bin, sku }: CountLineRow) => ({ bin, sku })

/** A supervisor looks at a place of which the program says that it waits for one: takes what is true, or has it counted again. */
function decide(floor: Floor, station: Station, line: CountLineRow): void {
  const operator = floor.world.random.pick(supervisors)
  const { count } = line
  if (isTrue(floor.truth, line)) {
    const accept = { type: 'AcceptCountLine', count, line: line.line, reason: 'found' } as const
    give(floor, station, operator, accept)
    return
  }
  const recount = { type: 'RequestRecount', count, lines: [placeOf(line)] } as const
  // What is in the book already is not counted again but looked at once more.
  if (give(floor, station, operator, recount).outcome === 'refused') lookAgain(floor, station, line)
}

/** Somebody who has not counted the place yet counts it; false when there is nobody left. */
function lookAgain(floor: Floor, station: Station, line: CountLineRow): boolean {
  const { count } = line
  const there = station.terminal.queries.counts
    .lines(count)
    .filter((other) => samePlace(other, line))
  const left = counters.filter((one) => !there.some(({ countedBy }) => countedBy === one))
  if (left.length === 0) return false
  countByNumber(floor, station, count, placeOf(line), floor.world.random.pick(left))
  return true
}

/** Somebody goes to what nobody has counted yet of a count of one place: a settled conflict has asked for it. */
function lookWhereAsked(floor: Floor, station: Station, count: string): void {
  const { progress = [], skus = [] } = station.terminal.queries.counts.get(count) ?? {}
  const [bin] = progress
  const [sku] = skus
  if (progress.length === 1 && bin?.lines === 0 && sku !== undefined)
    countByNumber(floor, station, count, { bin: bin.bin, sku }, floor.world.random.pick(counters))
}

/** One thing that a supervisor or a counter does about a count. */
export function review(floor: Floor, station: Station): void {
  const { random } = floor.world
  const counts = countsAt(station, 'open', 'submitted')
  if (counts.length === 0) return
  const { count, state, ready } = random.pick(counts)
  if (state === 'open') {
    if (random.chance(0.3))
      give(floor, station, random.pick(counters), { type: 'SubmitCount', count })
    return
  }
  const lines = station.terminal.queries.counts.lines(count)
  const waiting = lines.filter((line) => undecided.has(line.state))
  const again = lines.filter((line) => line.state === 'to-recount')
  const supervisor = random.pick(supervisors)
  if (again.length > 0 && random.chance(0.5)) lookAgain(floor, station, random.pick(again))
  else if (waiting.length > 0 && random.chance(0.5)) decide(floor, station, random.pick(waiting))
  else if (lines.length > 0 && random.chance(0.1)) {
    const recount = { type: 'RequestRecount', count, lines: [placeOf(random.pick(lines))] } as const
    give(floor, station, supervisor, recount)
  } else if (random.chance(0.03))
    give(floor, station, supervisor, { type: 'CancelCount', count, reason: 'enough' })
  else if (ready > 0) give(floor, station, supervisor, { type: 'ApproveCount', count })
}

/** Does all that a count waits for, with everybody in reach. Answers whether there was anything to do. */
export function finish(floor: Floor, station: Station): boolean {
  const { random } = floor.world
  let done = false
  for (const { count, state, ready } of countsAt(station, 'open', 'submitted', 'approved')) {
    if (state === 'open') {
      lookWhereAsked(floor, station, count)
      give(floor, station, random.pick(counters), { type: 'SubmitCount', count })
      done = true
      continue
    }
    const lines = station.terminal.queries.counts.lines(count)
    const byPlace = Map.groupBy(lines, ({ bin, sku }) => `${bin} ${sku}`)
    for (const there of byPlace.values()) {
      const again = there.find((line) => line.state === 'to-recount')
      if (!again && !there.some((line) => undecided.has(line.state))) continue
      const best = there.findLast((line) => isTrue(floor.truth, line)) ?? there.at(-1)
      if (!(again && lookAgain(floor, station, again)) && best) decide(floor, station, best)
      done = true
    }
    if (ready === 0) continue
    give(floor, station, random.pick(supervisors), { type: 'ApproveCount', count })
    done = true
  }
  return done
}
