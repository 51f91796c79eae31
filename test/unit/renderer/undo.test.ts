import { expect, test } from 'vitest'
import type { MovementRow } from '#shared/contract/api/index.ts'
import { uuid } from '#shared/contract/codes.ts'
import { initialJobState, stepJob } from '#renderer/work/job/jobMachine.ts'
import { trailOf } from '#renderer/work/job/trail.ts'
import { undoable, undoIdOf, undoOf } from '#renderer/work/job/undo.ts'
import { pick } from '#renderer/features/pick/pick.ts'

const since = '2026-03-01T08:00:00.000Z'
const movement: MovementRow = {
  event: '0b0f6a52-91a5-4c39-8a4f-0d9c53a0a001',
  intention: '7d9a1f0e-4b1c-4f7e-9d0a-1b2c3d4e5f60',
  type: 'StockPicked',
  warehouse: 'WH1',
  sku: 'HL-U509-R',
  name: 'Helmet, Red',
  bin: 'A-1',
  toBin: null,
  delta: -3,
  incomplete: false,
  reason: null,
  reference: null,
  undoes: null,
  undoneBy: null,
  operator: 'ana',
  via: null,
  terminal: 'T1',
  occurredAt: '2026-03-01T09:00:00.000Z',
  clockOffset: null,
  recordedAt: null,
  status: 'pending',
}
const undoRowOf = (original: MovementRow): MovementRow => ({
  ...original,
  event: '0b0f6a52-91a5-4c39-8a4f-0d9c53a0a002',
  intention: undoIdOf(original.intention),
  type: 'StockReceived',
  delta: 3,
  undoes: original.intention,
})
const undone = (original: MovementRow): MovementRow => ({
  ...original,
  undoneBy: undoIdOf(original.intention),
})

test('the opposite of each movement gives back exactly what it took', () => {
  const undoes = movement.intention
  expect(undoOf(movement)).toEqual({
    type: 'ReceiveStock',
    sku: 'HL-U509-R',
    bin: 'A-1',
    quantity: 3,
    undoes,
  })
  expect(undoOf({ ...movement, type: 'StockReceived', delta: 3 })).toMatchObject({
    type: 'PickStock',
    quantity: 3,
  })
  expect(undoOf({ ...movement, type: 'StockMoved', toBin: 'B-2' })).toEqual({
    type: 'MoveStock',
    sku: 'HL-U509-R',
    from: 'B-2',
    to: 'A-1',
    quantity: 3,
    undoes,
  })
  expect(
    undoOf({ ...movement, type: 'StockAdjusted', delta: -3, reason: 'damaged' }),
  ).toMatchObject({
    type: 'AdjustStock',
    delta: 3,
    reason: 'damaged',
    undoes: movement.intention,
  })
})

test('undoing the same movement twice is one intention: its id follows from the first one', () => {
  const send = () => stepJob(pick, initialJobState, { type: 'undone', movement }).stage
  expect(send()).toEqual(send())
  expect(send()).toMatchObject({ kind: 'saving', id: undoIdOf(movement.intention) })
  expect(uuid.safeParse(undoIdOf(movement.intention)).success).toBe(true)
  expect(undoIdOf(movement.intention)).not.toBe(movement.intention)
})

test('an undo keeps what is in hand', () => {
  const inHand = { ...initialJobState, entry: { ...initialJobState.entry, bin: 'A-1' } }
  const saving = stepJob(pick, inHand, { type: 'undone', movement })
  const done = stepJob(pick, saving, {
    type: 'answered',
    outcome: { id: movement.intention, outcome: 'accepted', events: [] },
  })
  expect(done.entry).toEqual(inHand.entry)
})

test('the newest own movement of this session can be undone', () => {
  expect(undoable([movement], since)).toBe(movement)
  expect(undoable([], since)).toBeUndefined()
})

test('neither an undo nor what was undone can be undone', () => {
  expect(undoable([undoRowOf(movement), undone(movement)], since)).toBeUndefined()
  expect(undoable([undone(movement)], since)).toBeUndefined()
})

test('what waits for a person, or was done before this session, cannot be undone', () => {
  expect(undoable([{ ...movement, status: 'conflict' }], since)).toBeUndefined()
  expect(undoable([movement], '2026-03-01T09:30:00.000Z')).toBeUndefined()
})

test('the trail shows what was undone as undone, and the undo as what it is', () => {
  const [undo, first] = trailOf([undoRowOf(movement), undone(movement)])
  expect(undo).toMatchObject({ note: 'Pick taken back', certainty: 'pending', figure: '+3' })
  expect(first).toMatchObject({ certainty: 'undone', figure: '−3' })
})
