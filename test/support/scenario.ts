import { expect } from 'vitest'
import type {
  Aggregate,
  Decision,
  Facts,
  Intent,
  RebaseContext,
  Rebased,
  Warning,
} from '#shared/domain/index.ts'

/** A warehouse with three bins and one product: what most decisions are made on. */
export const someFacts: Facts = {
  warehouse: {
    code: 'WH1',
    registered: true,
    negativeStock: 'refuse',
    reasons: ['damaged', 'found', 'correction'],
  },
  bins: { 'A-1': true, 'A-2': true, 'B-1': true },
  products: { 'SKU-1': true },
  barcodes: {},
  supervisors: 1,
}

/** given(events).when(command).then(events): a decision told as a story, for one aggregate. */
export function scenario<C, E, S>(aggregate: Aggregate<C, E, S>) {
  const given = (...events: readonly E[]) => {
    const state = events.reduce(
      (state, event) => aggregate.evolve(state, event),
      aggregate.initialState,
    )
    const intentOf = (command: C, by: Partial<Intent<C>> = {}): Intent<C> => ({
      id: '00000000-0000-4000-8000-000000000001',
      sequence: 1,
      command,
      operator: 'admin',
      role: 'supervisor',
      terminal: 'T1',
      occurredAt: '2026-01-02T03:04:05Z',
      acceptedAt: by.occurredAt ?? '2026-01-02T03:04:05Z',
      ...by,
    })
    const expectations = (answer: Decision<E> | Rebased<E>) => ({
      /** These events with these fields, no others, and no warning. */
      thenEvents: (...events: readonly E[]) =>
        expect(answer).toStrictEqual({ outcome: 'accepted', events, warnings: [] }),
      thenWarned: (warning: Warning, ...events: readonly E[]) =>
        expect(answer).toStrictEqual({ outcome: 'accepted', events, warnings: [warning] }),
      thenRefused: (code: string, facts: object = {}) =>
        expect(answer).toMatchObject({ outcome: 'refused', code, facts }),
      thenConflict: (reason: string, facts: object = {}) =>
        expect(answer).toMatchObject({ outcome: 'conflict', reason, facts }),
      thenSatisfied: () => expect(answer).toEqual({ outcome: 'satisfied' }),
    })
    return {
      state,
      when: (command: C, by: Partial<Intent<C>> = {}, facts: Facts = someFacts) =>
        expectations(aggregate.decide(intentOf(command, by), state, facts)),
      /** The command is decided again after others appended `since`, the last of the given events. */
      whenRebased: (
        command: C,
        context: Partial<RebaseContext<E>> = {},
        facts = someFacts,
        by: Partial<Intent<C>> = {},
      ) =>
        expectations(
          aggregate.rebase(intentOf(command, by), state, facts, {
            since: [],
            unseen: context.since ?? [],
            decided: [],
            ...context,
          }),
        ),
    }
  }
  return { given }
}
