import { expect } from 'vitest'
import {
  type Aggregate,
  type Decision,
  type Facts,
  type Intent,
  type Needs,
  needsOf,
  type RebaseContext,
  type Rebased,
  type Typed,
  type Warning,
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

const pick = <T>(record: Readonly<Record<string, T>>, keys: readonly string[] = []) =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)))

/** Only what the command says that it needs: a decision that rests on more is another one then. */
const known = (facts: Facts, needs: Needs): Facts => ({
  ...facts,
  bins: pick(facts.bins, needs.bins),
  products: pick(facts.products, needs.products),
  barcodes: pick(facts.barcodes, needs.barcodes?.of),
  supervisors: needs.supervisors && facts.supervisors,
  counting: needs.counting && facts.counting,
})

/** given(events).when(command).then(events): a decision told as a story, for one aggregate. */
export function scenario<C extends Typed, E extends Typed, S>(aggregate: Aggregate<C, E, S>) {
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
        expectations(
          aggregate.decide(intentOf(command, by), state, known(facts, needsOf(aggregate, command))),
        ),
      /** The command is decided again after others appended `since`, the last of the given events. */
      whenRebased: (
        command: C,
        context: Partial<RebaseContext<E>> = {},
        facts = someFacts,
        by: Partial<Intent<C>> = {},
      ) =>
        expectations(
          aggregate.rebase(
            intentOf(command, by),
            state,
            known(facts, needsOf(aggregate, command)),
            {
              since: [],
              unseen: context.since ?? [],
              decided: [],
              ...context,
            },
          ),
        ),
    }
  }
  return { given }
}
