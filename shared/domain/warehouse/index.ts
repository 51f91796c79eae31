import type { Aggregate, Facts, Intent, RebaseContext } from '../aggregate.ts'
import {
  accept,
  conflict,
  type Decision,
  orConflict,
  type Rebased,
  refuse,
  satisfied,
  unreachable,
} from '../decision.ts'
import type { ReasonCode, WarehouseCommand, WarehouseEvent } from './messages.ts'
import { directionOf } from '../direction.ts'
import { changedPolicy, evolve, initialState, type WarehouseState } from './state.ts'
import { lookup } from '../record.ts'
import { nothing } from '../needs.ts'

import { streams } from '../streams.ts'

export type * from './messages.ts'
export { DEFAULT_IDLE_LOCK, type WarehouseState } from './state.ts'

/** The reason codes that a new warehouse starts with; `directionOf` knows what each does to the book. */
const firstReasons: readonly ReasonCode[] = [
  { reason: 'damaged', text: 'Damaged' },
  { reason: 'expired', text: 'Expired' },
  { reason: 'lost', text: 'Lost' },
  { reason: 'found', text: 'Found' },
  { reason: 'correction', text: 'Correction' },
]

const renamed = (warehouse: string, name: string): WarehouseEvent => ({
  type: 'WarehouseRenamed',
  data: { warehouse, name },
})

/** Set up without a name for the warehouse, a terminal gives it its code for one: nobody chose that. */
const isUnnamed = ({ warehouse, name }: { readonly warehouse: string; readonly name: string }) =>
  warehouse === name

function decide(
  { command, role }: Intent<WarehouseCommand>,
  state: WarehouseState,
  facts: Facts,
): Decision<WarehouseEvent> {
  if (role !== 'supervisor') return refuse('not-permitted', { needs: 'supervisor' })
  const warehouse = facts.warehouse.code
  if (command.type === 'RegisterWarehouse') {
    if (state.status === 'registered') return refuse('already-registered', { warehouse })
    const { name } = command
    return accept([
      {
        type: 'WarehouseRegistered',
        data: { warehouse, name, negativeStock: 'refuse', reasons: firstReasons },
      },
    ])
  }
  if (state.status === 'unregistered') return refuse('warehouse-unknown', { warehouse })
  switch (command.type) {
    case 'RenameWarehouse':
      return accept([renamed(warehouse, command.name)])
    case 'RegisterBin': {
      const { bin, zone } = command
      if (lookup(state.bins, bin) !== undefined) return refuse('already-registered', { bin })
      const bins = [zone === undefined ? { bin } : { bin, zone }]
      return accept([{ type: 'BinsRegistered', data: { warehouse, bins } }])
    }
    case 'RegisterBins': {
      const bins = command.bins.filter(({ bin }) => lookup(state.bins, bin) === undefined)
      if (bins.length === 0)
        return refuse('already-registered', { bin: command.bins[0]?.bin ?? '' })
      return accept([{ type: 'BinsRegistered', data: { warehouse, bins } }])
    }
    case 'ChangeNegativeStockPolicy': {
      const { policy } = command
      return accept([{ type: 'NegativeStockPolicyChanged', data: { warehouse, policy } }])
    }
    case 'AddReasonCode': {
      const { type: _, ...code } = command
      const { reason } = code
      if (state.reasons.some((known) => known.reason === reason))
        return refuse('already-registered', { reason })
      return accept([{ type: 'ReasonCodeAdded', data: { warehouse, ...code } }])
    }
    case 'RetireReasonCode': {
      const { reason } = command
      if (!state.reasons.some((known) => known.reason === reason))
        return refuse('reason-unknown', { reason })
      return accept([{ type: 'ReasonCodeRetired', data: { warehouse, reason } }])
    }
    case 'ChangeReasonDirection': {
      const { reason, direction } = command
      if (!state.reasons.some((known) => known.reason === reason))
        return refuse('reason-unknown', { reason })
      return accept([{ type: 'ReasonDirectionChanged', data: { warehouse, reason, direction } }])
    }
    case 'ChangeCountPolicy': {
      const { type: _, ...changes } = command
      return accept([{ type: 'CountPolicyChanged', data: { warehouse, ...changes } }])
    }
    case 'ChangeIdleLock':
      return accept([{ type: 'IdleLockChanged', data: { warehouse, minutes: command.minutes } }])
    default:
      return unreachable(command)
  }
}

const sameValue = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** What two terminals both did before they met is no conflict; the same field changed differently is one. */
function rebase(
  intent: Intent<WarehouseCommand>,
  state: WarehouseState,
  facts: Facts,
  { unseen }: RebaseContext<WarehouseEvent>,
): Rebased<WarehouseEvent> {
  const { command } = intent
  if (state.status === 'unregistered') return orConflict(decide(intent, state, facts))
  switch (command.type) {
    case 'RegisterWarehouse':
      if (state.name === command.name || isUnnamed(command)) return satisfied
      if (isUnnamed(state)) return accept([renamed(state.warehouse, command.name)])
      return conflict('same-field-changed', { theirs: state.name, yours: command.name })
    case 'RenameWarehouse':
      if (state.name === command.name) return satisfied
      return unseen.some((event) => event.type === 'WarehouseRenamed')
        ? conflict('same-field-changed', { theirs: state.name, yours: command.name })
        : orConflict(decide(intent, state, facts))
    case 'RegisterBin': {
      const zone = lookup(state.bins, command.bin)
      if (zone === undefined) return orConflict(decide(intent, state, facts))
      return zone === (command.zone ?? '')
        ? satisfied
        : conflict('same-field-changed', { theirs: zone, yours: command.zone ?? '' })
    }
    case 'RegisterBins':
      return command.bins.every(({ bin }) => lookup(state.bins, bin) !== undefined)
        ? satisfied
        : orConflict(decide(intent, state, facts))
    case 'ChangeNegativeStockPolicy':
      if (state.negativeStock === command.policy) return satisfied
      return unseen.some((event) => event.type === 'NegativeStockPolicyChanged')
        ? conflict('same-field-changed', { theirs: state.negativeStock, yours: command.policy })
        : orConflict(decide(intent, state, facts))
    case 'AddReasonCode': {
      const known = state.reasons.find(({ reason }) => reason === command.reason)
      if (known === undefined) return orConflict(decide(intent, state, facts))
      if (known.text !== command.text)
        return conflict('same-field-changed', { theirs: known.text, yours: command.text })
      const [theirs, yours] = [directionOf(known), directionOf(command)]
      return theirs === yours ? satisfied : conflict('same-field-changed', { theirs, yours })
    }
    case 'RetireReasonCode':
      return state.reasons.some(({ reason }) => reason === command.reason)
        ? orConflict(decide(intent, state, facts))
        : satisfied
    case 'ChangeReasonDirection': {
      const { reason, direction } = command
      const known = state.reasons.find((one) => one.reason === reason)
      if (known?.direction === direction) return satisfied
      const taken = unseen.some(
        (event) => event.type === 'ReasonDirectionChanged' && event.data.reason === reason,
      )
      return known !== undefined && taken
        ? conflict('same-field-changed', { theirs: directionOf(known), yours: direction })
        : orConflict(decide(intent, state, facts))
    }
    case 'ChangeCountPolicy': {
      const { type: _, ...mine } = command
      const both = changedPolicy(state.counting, mine)
      if (sameValue(both, state.counting)) return satisfied
      const fields = Object.keys(mine)
      const taken = unseen.some(
        (event) =>
          event.type === 'CountPolicyChanged' &&
          Object.keys(event.data).some((field) => fields.includes(field)),
      )
      return taken
        ? conflict('same-field-changed', { field: 'count policy' })
        : orConflict(decide(intent, state, facts))
    }
    case 'ChangeIdleLock':
      if (state.idleLock === command.minutes) return satisfied
      return unseen.some((event) => event.type === 'IdleLockChanged')
        ? conflict('same-field-changed', { theirs: state.idleLock, yours: command.minutes })
        : orConflict(decide(intent, state, facts))
    default:
      return unreachable(command)
  }
}

/** A warehouse, its bins, its policies and its reason codes: `warehouse-<code>`. */
export const warehouse: Aggregate<WarehouseCommand, WarehouseEvent, WarehouseState> = {
  category: 'warehouse',
  streamFor: (_command, code) => streams.warehouse(code),
  streamOf: ({ data }) => streams.warehouse(data.warehouse),
  events: {
    WarehouseRegistered: true,
    WarehouseRenamed: true,
    BinsRegistered: true,
    NegativeStockPolicyChanged: true,
    ReasonCodeAdded: true,
    ReasonCodeRetired: true,
    ReasonDirectionChanged: true,
    CountPolicyChanged: true,
    IdleLockChanged: true,
  },
  initialState,
  needs: {
    RegisterWarehouse: nothing,
    RenameWarehouse: nothing,
    RegisterBin: nothing,
    RegisterBins: nothing,
    ChangeNegativeStockPolicy: nothing,
    AddReasonCode: nothing,
    RetireReasonCode: nothing,
    ChangeReasonDirection: nothing,
    ChangeCountPolicy: nothing,
    ChangeIdleLock: nothing,
  },
  decide,
  evolve,
  rebase,
}
