import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { AppendResult } from '../central/index.ts'
import type { LedgerObserver } from '../commands/index.ts'
import type { TransactionPurpose } from '../store/index.ts'

/** What is read at the moment of a scrape. */
export type Gauges = {
  /** Open intentions by state. */
  readonly outbox: () => {
    readonly pending: number
    readonly held: number
    readonly conflict: number
  }
  /** Age in seconds of the oldest intention that only this terminal has; 0 when there is none. */
  readonly oldestSeconds: () => number
  /** How far the pull is behind the central store, in seconds; 0 when it has caught up. */
  readonly lagSeconds: () => number
  readonly online: () => boolean
}

export type Metrics = {
  readonly observer: LedgerObserver
  readonly transaction: (purpose: TransactionPurpose, seconds: number) => void
  readonly appended: (result: AppendResult['result']) => void
  /** Tells where to read what is only read at a scrape. */
  readonly attach: (gauges: Gauges) => void
  readonly contentType: string
  /** All of it in Prometheus' text format. */
  readonly metrics: () => Promise<string>
  /** Stops measuring. */
  readonly close: () => void
}

const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/**
 * The measurements of one terminal, in a registry of its own: several terminals in one process do not mix.
 * `process` adds those of the process: memory, event-loop lag, garbage collection.
 */
export function openMetrics({ process }: { readonly process: boolean }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (process) collectDefaultMetrics({ register: registry })

  const projected = new Histogram({
    name: 'event_processing_seconds',
    help: 'Time to bring the read models up to date with an event.',
    labelNames: ['event_type'],
    buckets: [0.00005, 0.0001, 0.00025, ...buckets],
    registers,
  })
  const commands = new Histogram({
    name: 'tallydeck_command_seconds',
    help: 'Time to decide a command and write its intention, without the wait for the disk.',
    labelNames: ['type', 'outcome'],
    buckets,
    registers,
  })
  const transactions = new Histogram({
    name: 'tallydeck_sqlite_transaction_seconds',
    help: 'Time of a transaction, the wait for the disk included.',
    labelNames: ['purpose'],
    buckets,
    registers,
  })
  const appends = new Counter({
    name: 'tallydeck_appends_total',
    help: 'Appends to the central store, by how they ended.',
    labelNames: ['result'],
    registers,
  })
  const conflicts = new Counter({
    name: 'tallydeck_conflicts_total',
    help: 'Intentions that came to need a person.',
    registers,
  })
  const rebases = new Counter({
    name: 'tallydeck_rebases_total',
    help: 'Pending intentions that were decided again.',
    registers,
  })

  return {
    observer: {
      projected: (eventType, seconds) => projected.observe({ event_type: eventType }, seconds),
      decided: (type, outcome, seconds) => commands.observe({ type, outcome }, seconds),
      rebased: (count) => rebases.inc(count),
      conflicted: () => conflicts.inc(),
    },
    transaction: (purpose, seconds) => transactions.observe({ purpose }, seconds),
    appended: (result) => appends.inc({ result }),
    attach: (gauges) => attachGauges(registers, gauges),
    contentType: registry.contentType,
    metrics: () => registry.metrics(),
    close: () => registry.clear(),
  }
}

function attachGauges(registers: Registry[], gauges: Gauges): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  const depth = () =>
    new Gauge({
      name: 'tallydeck_outbox_depth',
      help: 'Intentions that the central store does not have, by state.',
      labelNames: ['state'],
      registers,
      collect() {
        for (const [state, count] of Object.entries(gauges.outbox())) this.set({ state }, count)
      },
    })
  depth()
  gauge(
    'tallydeck_outbox_oldest_seconds',
    'Age of the oldest intention that only this terminal has.',
    gauges.oldestSeconds,
  )
  gauge(
    'tallydeck_subscription_lag_seconds',
    'How far the pull is behind the central store; 0 when it has caught up.',
    gauges.lagSeconds,
  )
  gauge('tallydeck_link_online', '1 while the central store is connected.', () =>
    gauges.online() ? 1 : 0,
  )
}
