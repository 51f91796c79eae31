import type { CentralEvent } from '#electron/terminal/central/index.ts'
import type { Station } from '../world.ts'
import type { Floor, Paper } from './floor.ts'

type Told = { readonly intention: string; readonly conflict?: string }

/** Whose intention an event speaks of: its own, or one that has no event of its own. */
function intentionsOf({ metadata, data }: CentralEvent): readonly string[] {
  const { intention } = metadata as Told
  const about = (data as { intention?: string | Told }).intention
  const other = typeof about === 'object' ? about.intention : about
  return other === undefined ? [intention] : [intention, other]
}

/** What people told a terminal of goods that were moved, as they would write it down if they had to. */
function movementsAt({ truth }: Floor, station: Station): ReadonlyMap<string, Paper> {
  const told = new Map<string, Paper>()
  for (const [id, { request, at }] of station.accepted)
    if (truth.wasTold(id)) {
      const { command, operator, occurredAt = at } = request
      told.set(id, { command, operator, occurredAt, order: truth.movedAt(id) })
    }
  return told
}

/** Nobody goes on scanning with a terminal that has forgotten what they scanned. */
function forget(floor: Floor, station: Station, told: ReadonlyMap<string, Paper>): void {
  for (const [id, paper] of told) if (!station.accepted.has(id)) floor.doubtful.set(id, paper)
  const left = floor.tallies.filter((tally) => tally.station !== station)
  floor.tallies.splice(0, floor.tallies.length, ...left)
}

/** Somebody copies a terminal's data folder, for a bad day. */
export function makeCopy({ world, copies }: Floor, station: Station): void {
  copies.set(station, world.copy(station))
}

/** The bad day: the copy is all that there is. */
export async function putBack(floor: Floor, station: Station): Promise<void> {
  const restore = floor.copies.get(station)
  if (restore === undefined) return
  floor.copies.delete(station)
  const told = movementsAt(floor, station)
  await restore()
  forget(floor, station, told)
}

/** A machine is lost for good. Not one with conflicts of its own: nobody else could carry out how they are settled. */
export async function lose(floor: Floor, station: Station): Promise<void> {
  const { conflicts, held } = station.terminal.state()
  if (floor.world.stations.length < 3 || conflicts.own > 0 || held > 0) return
  const told = movementsAt(floor, station)
  await floor.world.lose(station)
  station.accepted.clear()
  floor.copies.delete(station)
  forget(floor, station, told)
}

/** Once everything that can arrive has arrived, people write down what is missing. */
export function missWhatIsLost({ world, doubtful, papers }: Floor): void {
  const arrived = new Set(world.log.events.flatMap(intentionsOf))
  for (const [id, paper] of doubtful) if (!arrived.has(id)) papers.push(paper)
  doubtful.clear()
}
