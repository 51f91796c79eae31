import type { EventMetadata } from '#shared/contract/events.ts'
import {
  deltasOf,
  type CountVariancePosted,
  laterThan,
  type StockEvent,
} from '#shared/domain/stock/index.ts'
import type { CentralEvent } from '#electron/terminal/central/index.ts'
import type { Floor } from './floor.ts'
import { type Place, samePlace } from './truth.ts'

type Posted = CountVariancePosted['data']

/** What the log says of one place. */
type Account = {
  /** Looks whose figures are in the book, in the order in which they replace each other. */
  readonly looks: readonly Posted[]
  /** What each count line has put into the book, with its corrections. */
  readonly variances: readonly { readonly line: string; readonly delta: number }[]
  readonly movements: readonly Movement[]
}

/** `occurredAt` is what its terminal said. */
type Movement = Pick<EventMetadata, 'intention' | 'occurredAt'> & { readonly delta: number }

const metaOf = ({ metadata }: CentralEvent) => metadata as EventMetadata

function accountOf({ world }: Floor, place: Place): Account {
  const looks: Posted[] = []
  const variances: { line: string; delta: number }[] = []
  const movements: Movement[] = []
  for (const logged of world.log.events) {
    if (!logged.stream.startsWith('stock-')) continue
    const event = { type: logged.type, data: logged.data } as StockEvent
    if (event.type === 'CountVariancePosted' && samePlace(event.data, place)) looks.push(event.data)
    for (const { bin, delta } of deltasOf(event)) {
      if (!samePlace({ bin, sku: event.data.sku }, place)) continue
      if ('line' in event.data) variances.push({ line: event.data.line, delta })
      else {
        const { intention, occurredAt } = metaOf(logged)
        movements.push({ intention, occurredAt, delta })
      }
    }
  }
  return { looks: looks.toSorted((a, b) => (laterThan(a, b) ? 1 : -1)), variances, movements }
}

const sum = (some: readonly { readonly delta: number }[]) =>
  some.reduce((total, { delta }) => total + delta, 0)

/** Does the line say what its counter saw? Else it is a part of what somebody scanned who came too late with the rest. */
const isTrue = ({ truth }: Floor, { line, counted }: Posted) =>
  truth.look(line).seen?.counted === counted

/**
 * Where the book is not what lies in the bin, although everything that happened there was told, or somebody has looked
 * since then whose figure is in the book.
 */
export function differences(floor: Floor): readonly string[] {
  const { truth, world, places } = floor
  const { terminal } = world.stations[0]!
  return places.flatMap((place) => {
    const { looks } = accountOf(floor, place)
    const orders = (are: boolean) =>
      looks
        .filter((look) => isTrue(floor, look) === are)
        .map(({ line }) => truth.look(line).seen?.order ?? truth.look(line).begun)
    const seen = Math.max(-1, ...orders(true))
    const untold = Math.max(truth.lastSecret(place), ...orders(false))
    const row = terminal.queries.stock.byProduct(place.sku).find(({ bin }) => bin === place.bin)
    const book = row?.confirmed ?? 0
    const lies = truth.pieces(place)
    const differ = book !== lies && (untold < 0 || seen > untold)
    return differ ? [`${place.sku} ${place.bin}: the book says ${book}, ${lies} lie there`] : []
  })
}

/** So many counts of a place remember what they had seen of movements that come in late. */
const REMEMBERED = 4

/**
 * Is it left in doubt whether a movement was before this look or after it, since it was before the next one for sure?
 * Nobody is asked then: the book is the same, whichever count its correction belongs to.
 */
function isInDoubt({ clockTolerance }: Floor, look: Posted, { looks, movements }: Account) {
  const slack = clockTolerance * 1000
  const [from, to] = [Date.parse(look.from) - slack, Date.parse(look.to) + slack]
  const within = movements.some(({ occurredAt }) => {
    const time = Date.parse(occurredAt)
    return time >= from && time <= to
  })
  return within && looks.at(-1) !== look
}

/**
 * Counts whose variance is not what was missing, or too much, when their counter looked: what had been moved before
 * then, and the variances of the counts before, do not come to what was seen.
 */
export function misjudged(floor: Floor): readonly string[] {
  const { truth, places } = floor
  return places.flatMap((place) => {
    const account = accountOf(floor, place)
    const { looks, variances, movements } = account
    return looks.slice(-REMEMBERED).flatMap((look) => {
      const { seen } = truth.look(look.line)
      if (seen === undefined || !isTrue(floor, look) || isInDoubt(floor, look, account)) return []
      const upTo = new Set(looks.filter((other) => !laterThan(other, look)).map(({ line }) => line))
      const book =
        sum(movements.filter(({ intention }) => truth.movedAt(intention) < seen.order)) +
        sum(variances.filter(({ line }) => upTo.has(line)))
      return book === seen.counted
        ? []
        : [`${place.sku} ${place.bin}, ${look.line}: ${seen.counted} seen, which makes ${book}`]
    })
  })
}

/** Lines that were approved, and that nobody has put into the book. */
export function unposted({ world }: Floor): readonly string[] {
  const { counts } = world.stations[0]!.terminal.queries
  return counts
    .list()
    .flatMap(({ count }) => counts.lines(count))
    .filter(({ state }) => state === 'approved')
    .map(({ count, line }) => `${count}, ${line}`)
}
