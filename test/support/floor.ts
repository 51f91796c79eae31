import {
  type Facts,
  type Intent,
  type Movement,
  type RebaseContext,
  type Ruling,
  defaultCountPolicy,
} from '#shared/domain/index.ts'
import {
  movementsOf,
  type Observation,
  onHand,
  stock,
  type StockCommand,
  type StockEvent,
  type StockState,
} from '#shared/domain/stock/index.ts'
import { someFacts } from '#test/support/scenario.ts'

type Recorded = {
  readonly event: StockEvent
  readonly terminal: string
  readonly sequence: number
  readonly intention: string
  readonly occurredAt: string
}

/** How a person would rule on an overlap, or that the bin has to be counted again. */
export type Judge = (facts: Readonly<Record<string, unknown>>) => Ruling | 'recount'

/**
 * One SKU's stream in the central store, and terminals that deliver to it by the rules of rebase. Nothing of a store
 * or a network: only the domain and its order of events.
 */
export function floor(book: Readonly<Record<string, number>>, judge: Judge) {
  const log: Recorded[] = []
  let supervisorSequence = 0
  const bins = Object.keys(book)
  const facts: Facts = {
    ...someFacts,
    bins: Object.fromEntries(bins.map((bin) => [bin, true])),
    warehouse: { ...someFacts.warehouse, negativeStock: 'warn', policy: defaultCountPolicy },
  }
  const append = (events: readonly StockEvent[], by: Omit<Recorded, 'event'>) =>
    events.forEach((event) => log.push({ event, ...by }))
  for (const [bin, quantity] of Object.entries(book))
    if (quantity !== 0)
      append([{ type: 'StockReceived', data: { warehouse: 'WH1', sku: 'SKU-1', bin, quantity } }], {
        terminal: 'T0',
        sequence: 1,
        intention: 'opening',
        occurredAt: '2026-01-01T00:00:00Z',
      })
  const known = log.length - 1
  const state = (): StockState =>
    log.reduce<StockState>((state, { event }) => stock.evolve(state, event), stock.initialState)
  const movements = (): readonly Movement[] =>
    log.flatMap(({ event, ...recorded }, revision) =>
      movementsOf(event, { ...recorded, revision, operator: 'ana' }),
    )
  const overlaps: string[] = []

  const decide = (command: StockCommand, by: Omit<Recorded, 'event'>, base: number) => {
    const intent: Intent<StockCommand> = {
      id: by.intention,
      sequence: by.sequence,
      command,
      operator: 'ana',
      role: 'supervisor',
      terminal: by.terminal,
      occurredAt: by.occurredAt,
      acceptedAt: by.occurredAt,
    }
    const since = log
      .slice(base + 1)
      .filter(({ terminal }) => terminal !== by.terminal)
      .map(({ event }) => event)
    const counting = { book: [], readings: [], movements: movements() }
    const decideAgain = (context: RebaseContext<StockEvent>) =>
      stock.rebase(intent, state(), { ...facts, counting }, context)
    const context = { since, unseen: since, decided: [] }
    let answer = decideAgain(context)
    const rulings: Record<string, Ruling> = {}
    while (answer.outcome === 'conflict') {
      const { line, movements } = answer.facts
      const asked = command.type === 'PostCountVariance' ? movements : [line]
      const ruling = judge({ ...answer.facts, intention: by.intention })
      overlaps.push(String(line))
      if (ruling === 'recount') return 'recount'
      for (const one of Array.isArray(asked) ? asked : []) rulings[String(one)] = ruling
      answer = decideAgain({ ...context, rulings })
    }
    if (answer.outcome === 'accepted') append(answer.events, by)
    return answer.outcome
  }

  return {
    known,
    overlaps,
    /** A movement that was made offline comes in. */
    deliver: (command: StockCommand, by: { terminal: string; sequence: number; at: string }) =>
      decide(
        command,
        {
          terminal: by.terminal,
          sequence: by.sequence,
          intention: `${by.terminal}-${by.sequence}`,
          occurredAt: by.at,
        },
        known,
      ),
    /** A supervisor posts a count line. */
    post: (observation: Observation) => {
      supervisorSequence += 1
      const by = {
        terminal: 'S',
        sequence: supervisorSequence,
        intention: `post-${observation.line}`,
        occurredAt: '2026-01-02T00:00:00Z',
      }
      return decide({ type: 'PostCountVariance', sku: 'SKU-1', observation }, by, log.length - 1)
    },
    bins: () => Object.fromEntries(bins.map((bin) => [bin, onHand(state(), { bin })])),
    log,
  }
}
