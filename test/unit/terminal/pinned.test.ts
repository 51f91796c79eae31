import { readFileSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { aggregateOf, STATE_VERSION } from '#electron/terminal/commands/index.ts'
import {
  allKeys,
  keysOf,
  movementOf,
  READ_MODEL_VERSION,
  rowsOf,
} from '#electron/terminal/projections/index.ts'
import { eventSchemas, metadataSchema, parseEvent } from '#shared/contract/events.ts'
import { type DomainEvent, streamOf } from '#shared/domain/index.ts'

const fileOf = (name: string) => new URL(`../../support/pinned/${name}.jsonl`, import.meta.url)
const linesOf = (name: string): unknown[] =>
  readFileSync(fileOf(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))

const recordedSchema = z.object({
  stream: z.string(),
  type: z.string(),
  version: z.int(),
  data: z.unknown(),
})

/** Streams as the log has them: written once, and only ever added to. */
const recorded = linesOf('streams').map((line) => {
  const { stream, type, version, data } = recordedSchema.parse(line)
  const parsed = parseEvent(type, version, data)
  if (!parsed.ok) throw new Error(`an event that was recorded cannot be read: ${parsed.problem}`)
  return { stream, event: parsed.event }
})

const metadata = metadataSchema.parse({
  intention: '00000000-0000-4000-8000-000000000001',
  $correlationId: 'c',
  $causationId: 'c',
  operator: 'ana',
  terminal: 'T1',
  sequence: 1,
  occurredAt: '2026-01-02T10:00:00Z',
  schemaVersion: 1,
})

type Step = { readonly stream: string; readonly event: DomainEvent; readonly state: unknown }

/** Each event with the state of its stream after it. */
function folded(): readonly Step[] {
  const states = new Map<string, unknown>()
  return recorded.map(({ stream, event }) => {
    const aggregate = aggregateOf(stream)
    const before = states.get(stream) ?? aggregate?.initialState
    const state = aggregate?.evolve(before, event)
    states.set(stream, state)
    return { stream, event, state }
  })
}

const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/**
 * What came of the recorded streams in this version, as the file has it. When the version is raised, the file is
 * written anew: look at what changed in it, and commit both.
 */
function expectPinned(name: string, constant: string, version: number, found: readonly unknown[]) {
  const lines = [{ [constant]: version }, ...found].map(asStored)
  const [of, ...kept] = linesOf(name)
  const isOfThisVersion = z.object({ [constant]: z.literal(version) }).safeParse(of).success
  if (!isOfThisVersion) {
    writeFileSync(fileOf(name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    throw new Error(`${constant} is ${version} now: ${name}.jsonl was written anew, commit it`)
  }
  const change = `${constant} has to be raised: what terminals have kept under version ${version} is something else`
  const changed = (line: unknown, index: number) => !isDeepStrictEqual(line, kept[index])
  expect({ [change]: lines.slice(1).filter(changed) }).toEqual({ [change]: [] })
  expect(kept.length).toBe(lines.length - 1)
}

it('streams that were recorded have every type of event, each in its own stream', () => {
  const types = new Set(recorded.map(({ event }) => event.type))
  expect(
    Object.keys(eventSchemas).filter((type) => ![...types].some((one) => one === type)),
  ).toEqual([])
  expect(recorded.filter(({ stream, event }) => streamOf(event) !== stream)).toEqual([])
})

it('a fold that gives another state has another version', () => {
  const found = folded().map(({ stream, event, state }) => {
    const lost = aggregateOf(stream)?.lose?.(state)
    return { stream, after: event.type, state, lost }
  })
  expectPinned('states', 'STATE_VERSION', STATE_VERSION, found)
})

it('a projection that gives other rows has another version', () => {
  const before = new Map<string, unknown>()
  const found = folded().map(({ stream, event, state }) => {
    const aggregate = aggregateOf(stream)
    const confirmed = before.get(stream) ?? aggregate?.initialState
    before.set(stream, state)
    const lost = aggregate?.lose?.(state)
    return {
      stream,
      after: event.type,
      keys: keysOf(stream, event),
      rows: rowsOf(stream, allKeys(stream, confirmed, state), confirmed, state),
      lost: lost && rowsOf(stream, allKeys(stream, lost, lost), lost, lost),
      movement: movementOf(event, { id: 'e', stream, metadata }),
    }
  })
  expectPinned('rows', 'READ_MODEL_VERSION', READ_MODEL_VERSION, found)
})
