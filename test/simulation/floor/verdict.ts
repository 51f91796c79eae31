import type { CountVariancePosted } from '#shared/domain/stock/index.ts'
import type { Floor } from './floor.ts'
import { type Place, samePlace } from './truth.ts'

type Known = {
  /** When somebody last looked into the place whose figure is in the book; -1 for nobody. */
  readonly seen: number
  /** When something happened last that the book can't know; -1 for never. */
  readonly untold: number
}

function knownOf({ world, truth }: Floor, place: Place): Known {
  let seen = -1
  let untold = truth.lastSecret(place)
  for (const event of world.log.events) {
    if (event.type !== 'CountVariancePosted') continue
    const data = event.data as CountVariancePosted['data']
    if (!samePlace(data, place)) continue
    const look = truth.look(data.line)
    if (look.seen?.counted === data.counted) seen = Math.max(seen, look.seen.order)
    // A part of what somebody scanned who was told in the middle of it that the count is closed.
    else untold = Math.max(untold, look.seen?.order ?? look.begun)
  }
  return { seen, untold }
}

/**
 * Where the book is not what lies in the bin, although everything that happened there was told, or somebody has looked
 * since then whose figure is in the book.
 */
export function differences(floor: Floor): readonly string[] {
  const { terminal } = floor.world.stations[0]!
  return floor.places.flatMap((place) => {
    const { seen, untold } = knownOf(floor, place)
    const row = terminal.queries.stock.byProduct(place.sku).find(({ bin }) => bin === place.bin)
    const book = row?.confirmed ?? 0
    const lies = floor.truth.pieces(place)
    const differ = book !== lies && (untold < 0 || seen > untold)
    return differ ? [`${place.sku} ${place.bin}: the book says ${book}, ${lies} lie there`] : []
  })
}
