import type { NegativeStockPolicy } from '../aggregate.ts'
import { unreachable } from '../decision.ts'
import type { ReasonCode, WarehouseEvent } from './messages.ts'

export type WarehouseState =
  | { readonly status: 'unregistered' }
  | {
      readonly status: 'registered'
      readonly warehouse: string
      readonly name: string
      readonly negativeStock: NegativeStockPolicy
      readonly reasons: readonly ReasonCode[]
      /** Bin address to zone; an empty string where the bin has none. */
      readonly bins: Readonly<Record<string, string>>
    }

export const initialState: WarehouseState = { status: 'unregistered' }

export function evolve(state: WarehouseState, event: WarehouseEvent): WarehouseState {
  if (event.type === 'WarehouseRegistered') return { status: 'registered', ...event.data, bins: {} }
  if (state.status === 'unregistered') return state
  switch (event.type) {
    case 'BinsRegistered': {
      const added = event.data.bins.map(({ bin, zone }) => [bin, zone ?? ''] as const)
      return { ...state, bins: { ...state.bins, ...Object.fromEntries(added) } }
    }
    case 'NegativeStockPolicyChanged':
      return { ...state, negativeStock: event.data.policy }
    case 'ReasonCodeAdded': {
      const { reason, text } = event.data
      return { ...state, reasons: [...state.reasons, { reason, text }] }
    }
    case 'ReasonCodeRetired':
      return { ...state, reasons: state.reasons.filter((r) => r.reason !== event.data.reason) }
    default:
      return unreachable(event)
  }
}
