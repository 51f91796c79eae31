import { expect, test } from 'vitest'
import { movementChange, movementWord } from '#renderer/work/words/movementWords.ts'

const told = { reference: null, undoes: null }
const undoes = '7d9a1f0e-4b1c-4f7e-9d0a-1b2c3d4e5f60'

test.each([
  ['StockReceived', 'Received', 'Pick taken back'],
  ['StockPicked', 'Picked', 'Receipt taken back'],
  ['StockMoved', 'Moved', 'Move taken back'],
  ['StockAdjusted', 'Adjusted', 'Adjustment taken back'],
])('%s is told as what the person did, an undo as what it took back', (type, done, back) => {
  expect(movementWord({ ...told, type })).toBe(done)
  expect(movementWord({ ...told, type, undoes })).toBe(back)
})

test('what stood in a bin before work began was not received', () => {
  const opening = { ...told, type: 'StockReceived', reference: 'opening stock' }
  expect(movementWord(opening)).toBe('Opening stock')
  expect(movementWord({ ...opening, reference: 'DN-1' })).toBe('Received')
})

test('a move says less in the bin it left and more in the bin it came to', () => {
  const move = { bin: 'A-1', toBin: 'B-2', delta: -3 }
  expect(movementChange(move, 'A-1')).toBe('−3')
  expect(movementChange(move, 'B-2')).toBe('+3')
  expect(movementChange(move)).toBe('−3 → +3')
})

test('what changes one bin says so with its sign', () => {
  expect(movementChange({ bin: 'A-1', toBin: null, delta: 3 })).toBe('+3')
  expect(movementChange({ bin: 'A-1', toBin: null, delta: -3 }, 'A-1')).toBe('−3')
})
