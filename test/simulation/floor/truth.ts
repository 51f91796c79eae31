import type { Delta } from '#shared/domain/stock/index.ts'

export type Place = { readonly bin: string; readonly sku: string }

export const samePlace = (a: Place, b: Place): boolean => a.bin === b.bin && a.sku === b.sku

/** What somebody saw in a place. Not told yet: they are still scanning, and have not made up the figure. */
export type Look = {
  readonly place: Place
  readonly begun: number
  readonly seen?: { readonly order: number; readonly counted: number } | undefined
}

const keyOf = ({ bin, sku }: Place) => `${sku} ${bin}`

/**
 * What really lies in the bins, and in which order what happened there happened. The terminals are told of it: at once,
 * later, or never.
 */
export class Truth {
  readonly #pieces = new Map<string, number>()
  readonly #movements = new Map<string, number>()
  readonly #looks = new Map<string, Look>()
  /** For each place, when something happened last that the terminals will never be told of. */
  readonly #secrets = new Map<string, number>()
  #order = 0

  pieces(place: Place): number {
    return this.#pieces.get(keyOf(place)) ?? 0
  }

  /** Pieces come and go; it has an order of its own among all that happens. */
  moves(sku: string, deltas: readonly Delta[]): number {
    for (const { bin, delta } of deltas) {
      const place = { bin, sku }
      const left = this.pieces(place) + delta
      if (left < 0) throw new Error(`nobody can take ${-delta} from ${keyOf(place)}`)
      this.#pieces.set(keyOf(place), left)
    }
    return (this.#order += 1)
  }

  /** The terminals know it as this intention. */
  isTold(intention: string, order: number): void {
    this.#movements.set(intention, order)
  }

  /** Pieces come or go, and nobody ever says so. */
  movesInSecret(place: Place, delta: number): void {
    this.#secrets.set(keyOf(place), this.moves(place.sku, [{ bin: place.bin, delta }]))
  }

  /** What was written down, and a terminal would not take: from then on only a look can tell. */
  staysUntold(sku: string, bins: readonly string[], order: number): void {
    for (const bin of bins)
      this.#secrets.set(keyOf({ bin, sku }), Math.max(order, this.lastSecret({ bin, sku })))
  }

  /** Somebody begins to look into a place; the terminals know it as this line. */
  looks(line: string, place: Place): void {
    this.#looks.set(line, { place, begun: (this.#order += 1) })
  }

  /** They have made up the figure, now. */
  sees(line: string): number {
    const look = this.look(line)
    const counted = this.pieces(look.place)
    this.#looks.set(line, { ...look, seen: { order: (this.#order += 1), counted } })
    return counted
  }

  /** What came in of a tally after a part of it was approved is a line of its own: the same look. */
  look(line: string): Look {
    const look = this.#looks.get(line.split(':').slice(0, 2).join(':'))
    if (look === undefined) throw new Error(`nobody looked as ${line}`)
    return look
  }

  /** Was it told as this intention? */
  wasTold(intention: string): boolean {
    return this.#movements.has(intention)
  }

  /** When the movement of an intention was made. */
  movedAt(intention: string): number {
    const order = this.#movements.get(intention)
    if (order === undefined) throw new Error(`nothing was moved as ${intention}`)
    return order
  }

  /** When something happened last in a place that only a look can tell the terminals. */
  lastSecret(place: Place): number {
    return this.#secrets.get(keyOf(place)) ?? -1
  }
}
