import { type Holding, holdingIn } from './holding.ts'
import type {
  CountVariancePosted,
  MovementCommand,
  StockCommand,
  StockEvent,
  StockMovement,
} from './messages.ts'

/** A bin that a movement touches: the field that names it, and whether it gains (1) or loses (-1) the amount. */
type Leg<Field extends string> = { readonly at: Field; readonly sign: 1 | -1 }

type Row<Data, Kind, Event> = {
  readonly event: Event
  /** People moved goods; or somebody put the book right; or a count did. */
  readonly kind: Kind
  /** The field that holds the amount, in stock-keeping units; a `delta` has a sign of its own. */
  readonly by: Extract<keyof Data, 'quantity' | 'delta'>
  /** The first one is where it is made; a move has two. */
  readonly legs: readonly Leg<Extract<keyof Data, 'bin' | 'from' | 'to'>>[]
}

/** A movement as a list tells it: the bin it was made at, what it did there, and the bin that a move goes to. */
export type ToldMovement = {
  readonly sku: string
  readonly bin: string
  readonly toBin: string | null
  readonly delta: number
  readonly reason: string | null
}

type MovementRow<C> = Row<C, 'goods' | 'book', StockMovement['type']> & {
  /** The command that gives back exactly what it took; undefined where what is told is not enough for it. */
  readonly opposite: (told: ToldMovement) => MovementCommand | undefined
}

type Rows = {
  readonly [T in MovementCommand['type']]: MovementRow<Extract<MovementCommand, { type: T }>>
} & {
  readonly PostCountVariance: Row<CountVariancePosted['data'], 'count', 'CountVariancePosted'> & {
    readonly corrected: 'CountVarianceCorrected'
  }
}

const quantityOf = ({ delta }: ToldMovement) => Math.abs(delta)

/** What each command on stock records, and what that does to the bins: all else that asks for it reads it here. */
export const movements = {
  ReceiveStock: {
    event: 'StockReceived',
    kind: 'goods',
    by: 'quantity',
    legs: [{ at: 'bin', sign: 1 }],
    opposite: (told) => ({
      type: 'PickStock',
      sku: told.sku,
      bin: told.bin,
      quantity: quantityOf(told),
    }),
  },
  PickStock: {
    event: 'StockPicked',
    kind: 'goods',
    by: 'quantity',
    legs: [{ at: 'bin', sign: -1 }],
    opposite: (told) => ({
      type: 'ReceiveStock',
      sku: told.sku,
      bin: told.bin,
      quantity: quantityOf(told),
    }),
  },
  MoveStock: {
    event: 'StockMoved',
    kind: 'goods',
    by: 'quantity',
    legs: [
      { at: 'from', sign: -1 },
      { at: 'to', sign: 1 },
    ],
    opposite: (told) => {
      const { sku, bin, toBin } = told
      return toBin === null
        ? undefined
        : { type: 'MoveStock', sku, from: toBin, to: bin, quantity: quantityOf(told) }
    },
  },
  AdjustStock: {
    event: 'StockAdjusted',
    kind: 'book',
    by: 'delta',
    legs: [{ at: 'bin', sign: 1 }],
    opposite: ({ sku, bin, delta, reason }) =>
      reason === null ? undefined : { type: 'AdjustStock', sku, bin, delta: -delta, reason },
  },
  PostCountVariance: {
    event: 'CountVariancePosted',
    corrected: 'CountVarianceCorrected',
    kind: 'count',
    by: 'delta',
    legs: [{ at: 'bin', sign: 1 }],
  },
} as const satisfies Rows & Readonly<Record<StockCommand['type'], unknown>>

type Table = typeof movements
type Recorded =
  { [T in keyof Table]: Table[T]['event'] }[keyof Table] | Table['PostCountVariance']['corrected']
/** Each event on stock is one that a row records: a new one that is in none is a type error here. */
const isCovered: StockEvent['type'] extends Recorded ? true : false = true
void isCovered

type AnyRow = Row<
  { bin: string; from: string; to: string; quantity: number; delta: number },
  'goods' | 'book' | 'count',
  StockEvent['type']
> & {
  readonly corrected?: StockEvent['type']
  readonly opposite?: MovementRow<unknown>['opposite']
}

const byCommand: ReadonlyMap<string, AnyRow> = new Map(Object.entries<AnyRow>(movements))
const byEvent: ReadonlyMap<string, AnyRow> = new Map(
  [...byCommand.values()].flatMap((row) =>
    [row.event, ...(row.corrected === undefined ? [] : [row.corrected])].map(
      (type) => [type, row] as const,
    ),
  ),
)

type Typed = { readonly type: string }

/** Is it a command by which a person says that stock has changed? */
export const isMovement = <C extends Typed>(
  command: C,
): command is Extract<C, { readonly type: MovementCommand['type'] }> => {
  const row = byCommand.get(command.type)
  return row !== undefined && row.kind !== 'count'
}

export const isStockEvent = <E extends Typed>(
  event: E,
): event is Extract<E, { readonly type: StockEvent['type'] }> => byEvent.has(event.type)

export const isStockCommand = <C extends Typed>(
  command: C,
): command is Extract<C, { readonly type: StockCommand['type'] }> => byCommand.has(command.type)

/** Does a command or an event of this type say what a count came to? */
export const isOfCount = (type: string): boolean =>
  (byCommand.get(type) ?? byEvent.get(type))?.kind === 'count'

/** The events by which people moved goods, and not only the book. */
export const goodsEvents: readonly string[] = [...byCommand.values()]
  .filter(({ kind }) => kind === 'goods')
  .map(({ event }) => event)

/** Can a command of this type take goods out of a bin? */
export const canTake = (type: string): boolean => {
  const row = byCommand.get(type)
  return (
    row !== undefined &&
    row.kind !== 'count' &&
    (row.by === 'delta' || row.legs.some(({ sign }) => sign < 0))
  )
}

/** What is added to a holding, in stock-keeping units. */
export type Delta = Holding & { readonly delta: number }

type Data = Readonly<Record<string, unknown>>

const deltasIn = ({ legs, by }: AnyRow, data: Data): readonly Delta[] =>
  legs.map(({ at, sign }) => ({ ...holdingIn(data, at), delta: sign * Number(data[by]) }))

/** What an event does to the book, holding by holding. */
export const deltasOf = ({ type, data }: StockEvent): readonly Delta[] => {
  const row = byEvent.get(type)
  return row === undefined ? [] : deltasIn(row, data)
}

/** The bins that a movement names, the one where it is made first. */
export const binsNamed = (command: MovementCommand): readonly string[] => {
  const data: Data = command
  return movements[command.type].legs.map(({ at }) => String(data[at]))
}

/**
 * What a movement of this type would do at these bins, the one where it is made first; of one that is not known yet it
 * says nothing. `amount` has a sign where the movement's own amount has one.
 */
export function effectsAt(
  type: MovementCommand['type'],
  bins: readonly (string | undefined)[],
  amount: number,
): readonly Delta[] {
  const effects = new Map<string, number>()
  for (const [index, { sign }] of movements[type].legs.entries()) {
    const bin = bins[index]
    if (bin !== undefined) effects.set(bin, (effects.get(bin) ?? 0) + sign * amount)
  }
  return [...effects].map(([bin, delta]) => ({ bin, delta }))
}

/** The command that does the opposite of a movement that a list tells; undefined where a person could mean none. */
export const oppositeOfTold = (event: string, told: ToldMovement): MovementCommand | undefined =>
  byEvent.get(event)?.opposite?.(told)

/** The same of a movement as it was asked for, or as it was recorded. */
export function oppositeOf(movement: MovementCommand | StockEvent): MovementCommand | undefined {
  const row = byCommand.get(movement.type) ?? byEvent.get(movement.type)
  const { sku, reason, ...data }: Data = 'data' in movement ? movement.data : movement
  const [first, second] = row === undefined ? [] : deltasIn(row, data)
  return (
    first &&
    row?.opposite?.({
      sku: String(sku),
      bin: first.bin,
      toBin: second?.bin ?? null,
      delta: first.delta,
      reason: typeof reason === 'string' ? reason : null,
    })
  )
}
