import type { Facts, Intent } from '../aggregate.ts'
import { accept, type Decision, refuse, unreachable } from '../decision.ts'
import { lookup } from '../record.ts'
import { acceptLine, approve } from './approve.ts'
import { enter } from './enter.ts'
import type { CountCommand, CountEvent, OpenCount } from './messages.ts'
import { countersOf } from './observations.ts'
import type { CountState } from './state.ts'

function open(command: OpenCount, by: string, facts: Facts): Decision<CountEvent> {
  const { count, bins, skus = [], blind = false, tolerance } = command
  if (!facts.warehouse.registered)
    return refuse('warehouse-unknown', { warehouse: facts.warehouse.code })
  if (bins.length === 0 && skus.length === 0)
    return refuse('invalid-command', { problem: 'neither bins nor products to count' })
  const bin = bins.find((one) => lookup(facts.bins, one) !== true)
  if (bin !== undefined) return refuse('bin-unknown', { bin })
  const sku = skus.find((one) => lookup(facts.products, one) !== true)
  if (sku !== undefined) return refuse('product-unknown', { sku })
  const limits = tolerance === undefined ? {} : { tolerance }
  const warehouse = facts.warehouse.code
  const plan = { count, bins: [...new Set(bins)], skus: [...new Set(skus)], blind, ...limits }
  return accept([{ type: 'CountOpened', data: { warehouse, ...plan, by } }])
}

/** Decides what a count answers. */
export function decideWith(
  intent: Intent<CountCommand>,
  state: CountState,
  facts: Facts,
): Decision<CountEvent> {
  const { command, operator, role } = intent
  const { count } = command
  const inCount = { warehouse: facts.warehouse.code, count, by: operator }
  if (command.type === 'OpenCount')
    return state.status === 'unopened'
      ? open(command, operator, facts)
      : refuse('already-registered', { count })
  if (state.status === 'unopened') return refuse('not-found', { count })
  switch (command.type) {
    case 'RecordCount':
    case 'ScanCount':
    case 'UndoCount':
    case 'ConfirmEmptyBin':
    case 'ReportFound':
      return enter(intent, command, state, facts)
    case 'SubmitCount':
      if (state.status !== 'open') return refuse('invalid-state', { count, status: state.status })
      return accept([{ type: 'CountSubmitted', data: inCount }])
    default:
      break
  }
  if (role !== 'supervisor') return refuse('not-permitted', { needs: 'supervisor' })
  if (state.status === 'cancelled') return refuse('invalid-state', { count, status: state.status })
  switch (command.type) {
    case 'RequestRecount': {
      const { lines } = command
      const uncounted = lines.find((line) => countersOf(state, line).size === 0)
      if (uncounted) return refuse('not-found', { count, bin: uncounted.bin, sku: uncounted.sku })
      return accept([{ type: 'RecountRequested', data: { ...inCount, lines } }])
    }
    case 'AcceptCountLine':
      return acceptLine({ command, operator }, state, facts)
    case 'ApproveCount':
      return approve({ command, operator }, state, facts)
    case 'PostCount': {
      const approved = state.approved.length
      if (approved === 0 || facts.counting?.unposted === 0)
        return refuse('nothing-to-post', { count, approved })
      return accept([{ type: 'CountPostingRequested', data: inCount }])
    }
    case 'CancelCount': {
      if (state.approved.length > 0) return refuse('invalid-state', { count, status: 'approved' })
      const { reason } = command
      return accept([{ type: 'CountCancelled', data: { ...inCount, reason } }])
    }
    default:
      return unreachable(command)
  }
}
