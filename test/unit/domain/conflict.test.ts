import { describe, it } from 'vitest'
import {
  conflict,
  type ConflictEvent,
  type ResolveConflict,
} from '#shared/domain/conflict/index.ts'
import { defaultCountPolicy } from '#shared/domain/index.ts'
import { scenario, someFacts } from '#test/support/scenario.ts'

const { given } = scenario(conflict)
const raised: ConflictEvent = {
  type: 'ConflictRaised',
  data: {
    conflict: 'K1',
    warehouse: 'WH1',
    stream: 'stock-WH1.SKU-1',
    intention: {
      intention: '00000000-0000-4000-8000-000000000005',
      command: { type: 'PickStock', sku: 'SKU-1', bin: 'A-1', quantity: 12 },
      operator: 'ana',
      terminal: 'T2',
      occurredAt: '2026-01-02T09:00:00Z',
      sequence: 2,
    },
    reason: 'no-longer-possible',
    facts: {},
    decidedOn: 0,
    head: 1,
    choices: [
      { choice: 'record-as-happened', leaves: { 'A-1': -2 } },
      { choice: 'change-quantity', leaves: { 'A-1': 0 }, quantity: 10 },
      { choice: 'leave-undone', leaves: { 'A-1': 10 } },
    ],
  },
}
const resolved: ConflictEvent = {
  type: 'ConflictResolved',
  data: { conflict: 'K1', choice: 'leave-undone', by: 'eva' },
}
const resolve: ResolveConflict = {
  type: 'ResolveConflict',
  conflict: 'K1',
  choice: 'record-as-happened',
}
const ana = { operator: 'ana', role: 'operator' } as const
const limitedTo = (settleUpTo: number) => ({
  ...someFacts,
  warehouse: { ...someFacts.warehouse, policy: { ...defaultCountPolicy, settleUpTo } },
})

describe('settling a conflict', () => {
  it('is open to whoever did the work, and to every supervisor', () => {
    given(raised)
      .when(resolve, ana)
      .thenEvents({
        type: 'ConflictResolved',
        data: { conflict: 'K1', choice: 'record-as-happened', by: 'ana' },
      })
    given(raised)
      .when(resolve, { ...ana, operator: 'ben' })
      .thenRefused('not-permitted')
    given(raised)
      .when(resolve, { operator: 'eva', role: 'supervisor' })
      .thenEvents({
        type: 'ConflictResolved',
        data: { conflict: 'K1', choice: 'record-as-happened', by: 'eva' },
      })
  })

  it('is a supervisor’s beyond the limit that the warehouse sets', () => {
    given(raised)
      .when(resolve, ana, limitedTo(11))
      .thenRefused('limit-exceeded', { quantity: 12, limit: 11 })
    given(raised)
      .when(resolve, ana, limitedTo(12))
      .thenEvents({
        ...resolved,
        data: { ...resolved.data, by: 'ana', choice: 'record-as-happened' },
      })
    given(raised)
      .when(resolve, { operator: 'eva', role: 'supervisor' }, limitedTo(1))
      .thenEvents({ ...resolved, data: { ...resolved.data, choice: 'record-as-happened' } })
  })

  it('takes only what was offered, and all that it needs', () => {
    given(raised)
      .when({ ...resolve, choice: 'other-bin', bin: 'A-2' })
      .thenRefused('invalid-command')
    given(raised)
      .when({ ...resolve, choice: 'change-quantity' })
      .thenRefused('invalid-command')
  })

  it('counts once: whoever is second is told who was first', () => {
    given(raised, resolved).when(resolve).thenRefused('invalid-state', { by: 'eva' })
    given(raised, resolved)
      .whenRebased(resolve, { since: [resolved] })
      .thenConflict('already-settled', { by: 'eva' })
  })
})
