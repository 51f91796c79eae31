import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventStore } from '#electron/eventstore/semantics/eventStore.ts'
import type { ExpectedRevision } from '#electron/eventstore/semantics/expectedRevision.ts'
import { openDatabase } from '#electron/eventstore/storage/database.ts'
import { AppendModel } from '#test/support/eventstore/appendModel.ts'
import { repetitions } from '#test/support/repetitions.ts'

const runs = repetitions('TALLYDECK_SIMULATION_RUNS', 150, 5000)
/** Milliseconds; a run takes a tenth of this at the most. */
const timeout = 30_000 + 1_000 * runs

/** Few streams and few ids, so that repeats, overlaps and other streams' ids come up all the time. */
const stream = fc.constantFrom('a', 'b')
const id = fc.integer({ min: 0, max: 7 })
const expected: fc.Arbitrary<ExpectedRevision> = fc.oneof(
  fc.constantFrom<ExpectedRevision>('any', 'no_stream', 'stream_exists'),
  fc.integer({ min: 0, max: 6 }),
)
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      stream,
      expected,
      ids: fc.array(id, { maxLength: 4 }),
    }),
  },
  // The same ids again and a run of the ids that are there: what a retry looks like.
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('retry' as const), back: fc.nat(5), expected }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), stream, expected }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('tombstone' as const), stream, expected }),
  },
)

const steps = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' })

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const idBytes = (n: number) => Buffer.alloc(16, n + 1)
const event = (n: number) => ({
  id: idBytes(n),
  type: 'T',
  json: true,
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
})

async function compare(steps: readonly Step[], restartEvery: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tallydeck-model-'))
  const file = join(folder, 'eventstore.db')
  let database = openDatabase(file)
  let store = new EventStore(database)
  const model = new AppendModel()
  const appends: { stream: string; expected: ExpectedRevision; ids: number[] }[] = []
  try {
    for (const [index, step] of steps.entries()) {
      if (index % restartEvery === restartEvery - 1) {
        database.close()
        database = openDatabase(file)
        store = new EventStore(database)
      }
      await take(step, store, model, appends)
    }
  } finally {
    database.close()
    rmSync(folder, { recursive: true })
  }
}

async function take(
  step: Step,
  store: EventStore,
  model: AppendModel,
  appends: { stream: string; expected: ExpectedRevision; ids: number[] }[],
): Promise<void> {
  if (step.kind === 'delete' || step.kind === 'tombstone') {
    const ours =
      step.kind === 'delete'
        ? await store.writes.softDelete(step.stream, step.expected)
        : await store.writes.tombstone(step.stream, step.expected)
    expect(ours.kind).toBe(model[step.kind](step.stream, step.expected))
    expectSameView(store, model, step.stream)
    return
  }
  const append = step.kind === 'append' ? step : appends.at(-1 - step.back)
  if (!append) return
  appends.push(append)
  const request = { ...append, events: append.ids.map(event) }
  const { kind, ...ours } = await store.writes.append(request)
  const theirs = model.append(append.stream, append.expected, append.ids.map(String))
  const comparable =
    'revision' in ours
      ? { kind, revision: ours.revision }
      : 'current' in ours
        ? { kind, current: ours.current }
        : { kind }
  expect(comparable).toEqual(theirs)
  expectSameView(store, model, append.stream)
}

function expectSameView(store: EventStore, model: AppendModel, stream: string): void {
  const read = {
    stream,
    direction: 'forwards',
    from: 'start',
    count: 1000,
    resolveLinks: false,
  } as const
  const outcome = store.reads.stream(read, () => true)
  const theirs = model.visible(stream)
  if (outcome.kind === 'deleted') return expect(theirs).toBe('deleted')
  if (outcome.kind === 'not-found') return expect(theirs).toBeUndefined()
  const ids = [...outcome.chunks]
    .flat()
    .map(({ event }) => String(Number.parseInt(event?.id.slice(0, 2) ?? '', 16) - 1))
  expect(ids).toEqual(theirs)
}

test(
  'the store and the model agree on any sequence of appends, retries, deletions and tombstones',
  { timeout },
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, (steps) => compare(steps, Number.POSITIVE_INFINITY)),
      { numRuns: runs },
    )
  },
)

test('they agree as well when the store is reopened in between', { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, (steps) => compare(steps, 10)),
    { numRuns: Math.ceil(runs / 5) },
  )
})
