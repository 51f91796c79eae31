import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventStore } from '#electron/eventstore/semantics/eventStore.ts'
import { Scavenges } from '#electron/eventstore/semantics/scavenge.ts'
import { systemEvent } from '#electron/eventstore/semantics/systemEvent.ts'
import { openDatabase, type StoreDatabase } from '#electron/eventstore/storage/database.ts'
import type { StoredEvent } from '#electron/eventstore/storage/storedEvent.ts'
import { repetitions } from '#test/support/repetitions.ts'

const runs = repetitions('TALLYDECK_SIMULATION_RUNS', 100, 3000)
/** Milliseconds; a run takes a tenth of this at the most. */
const timeout = 30_000 + 1_000 * runs

const stream = fc.constantFrom('a', 'b', 'c')
const small = fc.integer({ min: 0, max: 9 })
const metadata = fc.oneof(
  fc.record({ $tb: small }),
  fc.record({ $maxCount: small }),
  fc.record({ $tb: small, $maxCount: small }),
  fc.constant({}),
)

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('append' as const), stream, count: fc.nat(4) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('metadata' as const), stream, metadata }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), stream }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tombstone' as const), stream }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('scavenge' as const) }) },
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const everything = { from: 'start', direction: 'forwards', resolveLinks: false } as const
const mayRead = () => true

/** What a stream shows: the positions of its events, or why there are none. */
function shown(store: EventStore, stream: string): readonly number[] | string {
  const outcome = store.reads.stream({ ...everything, stream, count: 1000 }, mayRead)
  if (outcome.kind !== 'events') return outcome.kind
  return [...outcome.chunks].flat().map(({ event }) => event?.position ?? 0)
}

const log = (store: EventStore): StoredEvent[] =>
  [...store.reads.all({ ...everything, count: 10_000 }, mayRead)]
    .flat()
    .flatMap(({ event }) => event ?? [])

/** Takes nothing that a stream shows, leaves nothing else but each stream's last event, and moves nothing. */
async function scavenge(store: EventStore): Promise<void> {
  const before = log(store)
  const names = new Set(before.map((event) => event.stream))
  const views = new Map([...names].map((name) => [name, shown(store, name)]))
  const last = new Map(before.map((event) => [event.stream, event.position]))
  await new Scavenges(store).start().done
  for (const [name, view] of views) expect(shown(store, name)).toEqual(view)
  const stays = ({ stream, position }: StoredEvent) => {
    const view = views.get(stream)
    return position === last.get(stream) || (Array.isArray(view) && view.includes(position))
  }
  const after = log(store)
  expect(after.slice(0, -2)).toEqual(
    before.filter(stays).map((event) => expect.objectContaining({ id: event.id }) as unknown),
  )
  expect(after.slice(-2).map(({ type }) => type)).toEqual([
    '$scavengeStarted',
    '$scavengeCompleted',
  ])
}

async function take(store: EventStore, step: Step): Promise<void> {
  const { writes } = store
  switch (step.kind) {
    case 'append': {
      const events = Array.from({ length: step.count }, () => systemEvent('T', '{}'))
      return void (await writes.append({ stream: step.stream, expected: 'any', events }))
    }
    case 'metadata': {
      const events = [systemEvent('$metadata', JSON.stringify(step.metadata))]
      return void (await writes.append({ stream: `$$${step.stream}`, expected: 'any', events }))
    }
    case 'delete':
      return void (await writes.softDelete(step.stream, 'any'))
    case 'tombstone':
      return void (await writes.tombstone(step.stream, 'any'))
    case 'scavenge':
      return scavenge(store)
  }
}

async function run(steps: readonly Step[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tallydeck-scavenge-'))
  const file = join(folder, 'eventstore.db')
  let database: StoreDatabase = openDatabase(file)
  try {
    const store = new EventStore(database)
    for (const step of steps) await take(store, step)
    await scavenge(store)
    const positions = log(store).map(({ position }) => position)
    database.close()
    database = openDatabase(file)
    // Opened again, it is the same log, and goes on behind it.
    const again = new EventStore(database)
    expect(log(again).map(({ position }) => position)).toEqual(positions)
    expect(again.log.lastPosition).toBe(store.log.lastPosition)
  } finally {
    database.close()
    rmSync(folder, { recursive: true })
  }
}

test(
  'whatever was written, deleted and truncated, a scavenge takes only what no stream shows',
  { timeout },
  async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' })
    await fc.assert(fc.asyncProperty(steps, run), { numRuns: runs })
  },
)
