import type { NegativeStockPolicy } from '../aggregate.ts'
import { type CountPolicy, defaultCountPolicy } from '../counting.ts'
import { unreachable } from '../decision.ts'
import type { CountPolicyChanges, ReasonCode, WarehouseEvent } from './messages.ts'

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
      readonly counting: CountPolicy
      /** In minutes. */
      readonly idleLock: number
    }

/** Long enough for a pallet that is counted by hand, in minutes; short enough that nobody works under another name. */
export const DEFAULT_IDLE_LOCK = 10

export const initialState: WarehouseState = { status: 'unregistered' }

/** The policy after some of its fields were changed. */
export function changedPolicy(policy: CountPolicy, changes: CountPolicyChanges): CountPolicy {
  const { settleUpTo = policy.settleUpTo } = changes
  const changed: CountPolicy = {
    tolerance: changes.tolerance ?? policy.tolerance,
    recountByAnother: changes.recountByAnother ?? policy.recountByAnother,
    clockTolerance: changes.clockTolerance ?? policy.clockTolerance,
    ownApproval: changes.ownApproval ?? policy.ownApproval,
  }
  return settleUpTo === null || settleUpTo === undefined ? changed : { ...changed, settleUpTo }
}

export function evolve(state: WarehouseState, event: WarehouseEvent): WarehouseState {
  if (event.type === 'WarehouseRegistered')
    // A terminal that misses the first registration may register it again: that takes nothing away.
    return state.status === 'registered'
      ? state
      : {
          status: 'registered',
          ...event.data,
          bins: {},
          counting: defaultCountPolicy,
          idleLock: DEFAULT_IDLE_LOCK,
        }
  if (state.status === 'unregistered') return state
  switch (event.type) {
    case 'BinsRegistered': {
      const added = event.data.bins.map(({ bin, zone }) => [bin, zone ?? ''] as const)
      return { ...state, bins: { ...state.bins, ...Object.fromEntries(added) } }
    }
    case 'WarehouseRenamed':
      return { ...state, name: event.data.name }
    case 'NegativeStockPolicyChanged':
      return { ...state, negativeStock: event.data.policy }
    case 'ReasonCodeAdded': {
      const { warehouse: _, ...code } = event.data
      return { ...state, reasons: [...state.reasons, code] }
    }
    case 'ReasonCodeRetired':
      return { ...state, reasons: state.reasons.filter((r) => r.reason !== event.data.reason) }
    case 'ReasonDirectionChanged': {
      const { reason, direction } = event.data
      const reasons = state.reasons.map((one) =>
        one.reason === reason ? { ...one, direction } : one,
      )
      return { ...state, reasons }
    }
    case 'CountPolicyChanged': {
      const { warehouse: _, ...changes } = event.data
      return { ...state, counting: changedPolicy(state.counting, changes) }
    }
    case 'IdleLockChanged':
      return { ...state, idleLock: event.data.minutes }
    default:
      return unreachable(event)
  }
}
