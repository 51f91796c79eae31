import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { CallContext } from '../protocol/callContext.ts'
import type { Observer } from '../semantics/observer.ts'
import type { PersistentSubscriptions } from '../semantics/persistent/groups.ts'
import { diskTrouble } from '../storage/diskTrouble.ts'
import type { SignInOutcome } from '../security/signInGuard.ts'
import type { WriteHealth } from './writeHealth.ts'

const latencies = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]

/** The store's metrics, for Prometheus. */
export class StoreMetrics implements Observer {
  readonly registry = new Registry()
  readonly writeHealth: WriteHealth
  readonly #writes = new Counter({
    name: 'eventstore_writes_total',
    help: 'Requests to append, delete or tombstone, by outcome.',
    labelNames: ['outcome'],
    registers: [this.registry],
  })
  readonly #events = new Counter({
    name: 'eventstore_events_written_total',
    help: 'Events in requests that were accepted.',
    registers: [this.registry],
  })
  readonly #writeSeconds = new Histogram({
    name: 'eventstore_write_seconds',
    help: 'From the arrival of a request to its answer.',
    buckets: latencies,
    registers: [this.registry],
  })
  readonly #commitSeconds = new Histogram({
    name: 'eventstore_commit_seconds',
    help: 'A transaction, with its flush to the disk.',
    buckets: latencies,
    registers: [this.registry],
  })
  readonly #commitRequests = new Histogram({
    name: 'eventstore_commit_requests',
    help: 'Requests that shared a transaction.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
    registers: [this.registry],
  })

  readonly #failures = new Counter({
    name: 'eventstore_commit_failures_total',
    help: 'Transactions that could not be written, by reason.',
    labelNames: ['reason'],
    registers: [this.registry],
  })

  readonly #signIns = new Counter({
    name: 'eventstore_sign_ins_total',
    help: 'Passwords that were checked, and calls without one, by outcome.',
    labelNames: ['outcome'],
    registers: [this.registry],
  })

  constructor(writeHealth: WriteHealth) {
    this.writeHealth = writeHealth
    collectDefaultMetrics({ register: this.registry })
  }

  committed(requests: number, seconds: number): void {
    this.writeHealth.succeeded()
    this.#commitRequests.observe(requests)
    this.#commitSeconds.observe(seconds)
  }

  failed(error: unknown): void {
    this.writeHealth.failed(error)
    this.#failures.inc({ reason: diskTrouble(error) ?? 'unexpected' })
  }

  signIn(outcome: SignInOutcome): void {
    this.#signIns.inc({ outcome })
  }

  written(outcome: string, events: number, seconds: number): void {
    this.#writes.inc({ outcome })
    if (outcome === 'written') this.#events.inc(events)
    this.#writeSeconds.observe(seconds)
  }

  /** Adds what is looked up when it is asked for. */
  watch({ store, calls, intake }: CallContext, subscriptions: PersistentSubscriptions): void {
    const { log } = store
    this.#gauge('eventstore_last_position', 'The position of the last event.', () => [
      { value: log.lastPosition },
    ])
    this.#gauge('eventstore_pending_writes', 'Requests that wait for their transaction.', () => [
      { value: log.commits.pending },
    ])
    this.#gauge('eventstore_incoming_bytes', 'Bytes of requests that are not all here yet.', () => [
      { value: intake.held },
    ])
    this.#gauge('eventstore_open_calls', 'Calls that are open, by kind.', () =>
      [...calls].map(([kind, value]) => ({ value, labels: { kind } })),
    )
    const perGroup = (value: (group: ReturnType<typeof subscriptions.all>[number]) => number) =>
      subscriptions.all().map((group) => ({
        value: value(group),
        labels: { stream: group.definition.stream, group: group.definition.group },
      }))
    this.#gauge('eventstore_persistent_in_flight', 'Messages with consumers, by group.', () =>
      perGroup((group) => group.inFlight),
    )
    this.#gauge('eventstore_persistent_parked', 'Parked messages, by group.', () =>
      perGroup((group) => group.streams.parkedCount),
    )
  }

  #gauge(
    name: string,
    help: string,
    read: () => { value: number; labels?: Record<string, string> }[],
  ): void {
    const registers = [this.registry]
    const labelNames = ['kind', 'stream', 'group']
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect: () => {
        gauge.reset()
        for (const { value, labels = {} } of read()) gauge.set(labels, value)
      },
    })
  }
}
