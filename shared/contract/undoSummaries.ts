import type { DomainCommand, DomainEvent } from '../domain/index.ts'
import { signed } from './signed.ts'

type Goods = { readonly sku: string; readonly quantity: number }

const receipt = ({ sku, quantity, bin }: Goods & { readonly bin: string }) =>
  `receipt of ${quantity} of ${sku} into ${bin}`

const pick = ({ sku, quantity, bin }: Goods & { readonly bin: string }) =>
  `pick of ${quantity} of ${sku} from ${bin}`

/** Between the bins the other way round: it is told as it was made. */
const move = ({
  sku,
  quantity,
  from,
  to,
}: Goods & { readonly from: string; readonly to: string }) =>
  `move of ${quantity} of ${sku} from ${to} to ${from}`

type Adjusted = { readonly sku: string; readonly bin: string; readonly delta: number }

const adjustment = ({ sku, bin, delta, reason }: Adjusted & { readonly reason: string }) =>
  `adjustment of ${sku} in ${bin} by ${signed(-delta)} (${reason})`

/** What a command takes back by doing the opposite, in words. */
function undoneBy(command: DomainCommand): string | undefined {
  if (!('undoes' in command) || command.undoes === undefined) return undefined
  switch (command.type) {
    case 'ReceiveStock':
      return pick(command)
    case 'PickStock':
      return receipt(command)
    case 'MoveStock':
      return move(command)
    case 'AdjustStock':
      return adjustment(command)
    default:
      return command satisfies never
  }
}

/** The same of an event. */
function undoneIn(event: DomainEvent): string | undefined {
  if (!('undoes' in event.data) || event.data.undoes === undefined) return undefined
  switch (event.type) {
    case 'StockReceived':
      return pick(event.data)
    case 'StockPicked':
      return receipt(event.data)
    case 'StockMoved':
      return move(event.data)
    case 'StockAdjusted':
      return adjustment(event.data)
    default:
      return undefined
  }
}

/** A command that takes something back, in words; undefined where it takes back nothing. */
export function describeUndo(command: DomainCommand): string | undefined {
  const undone = undoneBy(command)
  return undone && `Take back the ${undone}`
}

/** An event that took something back, in words; undefined where it took back nothing. */
export function describeUndoing(event: DomainEvent): string | undefined {
  const undone = undoneIn(event)
  return undone && `Taken back: ${undone}`
}
