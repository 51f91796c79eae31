import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '#shared/contract/commands.ts'
import type { DomainEvent } from '#shared/domain/index.ts'
import {
  conflictMessage,
  describeCommand,
  describeEvent,
  describeProblem,
  refusalMessage,
  warningOf,
} from '#shared/words/index.ts'

describe('a refusal', () => {
  it('says what stands in the way, with the figures', () => {
    const facts = { sku: 'SKU-1', bin: 'A-1', onHand: 2, requested: 3 }
    expect(refusalMessage('insufficient-stock', facts)).toBe('Bin A-1 holds 2 of SKU-1, not 3.')
    expect(refusalMessage('bin-unknown', { bin: 'Z-9' })).toBe('Bin Z-9 is not registered.')
    expect(refusalMessage('reason-unknown', { reason: 'x', known: ['lost', 'found'] })).toBe(
      'Reason x is not known; known are: lost, found.',
    )
    expect(refusalMessage('nothing-to-approve', { count: 'C', left: 1 })).toContain('1 line needs')
    expect(refusalMessage('nothing-to-approve', { count: 'C', left: 2 })).toContain('2 lines need')
  })

  it('tells a barcode of another product from one that is given twice', () => {
    expect(refusalMessage('barcode-taken', { barcode: '1', sku: 'B' })).toBe(
      'Barcode 1 belongs to product B.',
    )
    expect(refusalMessage('barcode-taken', { barcode: '1', sku: '' })).toBe(
      'Barcode 1 is given twice.',
    )
  })
})

it('a warning says what to do', () => {
  const facts = { sku: 'SKU-1', bin: 'A-1', onHand: 2, requested: 3 }
  expect(warningOf({ code: 'stock-negative', facts }).message).toContain('count it')
})

it('a conflict says why the newer stock does not allow it', () => {
  const facts = { code: 'insufficient-stock', sku: 'S', bin: 'A-1', onHand: 0, requested: 3 }
  expect(conflictMessage('no-longer-possible', facts)).toBe(
    'No longer possible: Bin A-1 holds 0 of S, not 3.',
  )
})

it('a command is told in plain words', () => {
  expect(describeCommand({ type: 'PickStock', sku: 'S', bin: 'A-1', quantity: 3 })).toBe(
    'Pick 3 of S from A-1',
  )
})

const undoes = '00000000-0000-4000-8000-000000000009'
const place = { sku: 'S', bin: 'A-1', quantity: 3 }
const move = { sku: 'S', from: 'B-2', to: 'A-1', quantity: 3 }
const adjustment = { sku: 'S', bin: 'A-1', delta: 1, reason: 'damaged' }

it.each([
  [{ type: 'PickStock', ...place }, 'receipt of 3 of S into A-1'],
  [{ type: 'ReceiveStock', ...place }, 'pick of 3 of S from A-1'],
  [{ type: 'MoveStock', ...move }, 'move of 3 of S from A-1 to B-2'],
  [{ type: 'AdjustStock', ...adjustment }, 'adjustment of S in A-1 by −1 (damaged)'],
] as const)('$0.type that undoes is told as what it takes back', (command, words) => {
  expect(describeCommand({ ...command, undoes })).toBe(`Take back the ${words}`)
  expect(describeCommand(command)).not.toContain('back')
})

it.each([
  [{ type: 'StockPicked', data: place }, 'receipt of 3 of S into A-1'],
  [{ type: 'StockReceived', data: place }, 'pick of 3 of S from A-1'],
  [{ type: 'StockMoved', data: move }, 'move of 3 of S from A-1 to B-2'],
  [{ type: 'StockAdjusted', data: adjustment }, 'adjustment of S in A-1 by −1 (damaged)'],
] as const)('$0.type that undoes is told as what it took back', ({ type, data }, words) => {
  const event = { type, data: { ...data, warehouse: 'WH1', undoes } } as DomainEvent
  expect(describeEvent(event)).toBe(`Taken back: ${words}`)
})

describe('a change of the same thing elsewhere', () => {
  it('is told with both values, where they are what differs', () => {
    const words = (theirs: string, yours: string) =>
      conflictMessage('same-field-changed', { sku: 'S', theirs, yours })
    expect(words('Cap', 'Hat')).toMatch(/to “Cap”; here it was “Hat”/)
    expect(words('Hat', 'Hat')).toBe('Somebody else changed the same thing meanwhile.')
  })
})

describe('what is wrong with a command', () => {
  const pick = { type: 'PickStock', sku: 'S', bin: 'A-1', quantity: 1 }
  it.each([
    [{ ...pick, quantity: -1 }, 'quantity is below 1'],
    [{ ...pick, quantity: 1.5 }, 'quantity is not a whole number'],
    [{ ...pick, quantity: '3' }, 'quantity is not a whole number'],
    [{ type: 'PickStock', bin: 'A-1' }, 'sku is missing; quantity is missing'],
    [{ ...pick, colour: 'red' }, 'unknown field colour'],
    [{ ...pick, sku: 'a\u0007b' }, 'sku has a control character in it'],
    [{ ...pick, id: '7' }, 'id is not a valid uuid'],
    [{ ...pick, occurredAt: 'yesterday' }, 'occurredAt is not a valid datetime'],
    [{ ...pick, sku: { $ne: 1 } }, 'sku is not a string'],
    [{ type: 'ChangeRole', operator: 'jo', role: 'king' }, 'role is none of operator, supervisor'],
  ])('%j is said in one sentence', (line, message) => {
    const parsed = parseCommandLine(line)
    expect(parsed.success ? 'accepted' : describeProblem(parsed.error)).toBe(message)
  })

  it.each([[null], [5], ['text'], [[]], [{}], [{ type: 'Nope' }], [{ type: 'constructor' }]])(
    '%j names the commands that there are',
    (line) => {
      const parsed = parseCommandLine(line)
      expect(parsed.success ? '' : describeProblem(parsed.error)).toMatch(
        /^type is none of ReceiveStock, PickStock/,
      )
    },
  )

  it('stays short, however long the input is', () => {
    const parsed = parseCommandLine({ ...pick, ['x'.repeat(1_000_000)]: 1 })
    expect(parsed.success ? '' : describeProblem(parsed.error).length).toBeLessThan(200)
  })
})

describe('a stream of which events are missing', () => {
  const facts = { stream: 'stock-WH1.SKU-1', missing: 3 }

  it('is told with what is missing, what was kept, and the ways on', () => {
    expect(refusalMessage('stream-incomplete', facts)).toBe(
      'What this terminal knows of the stock of SKU-1 is incomplete: 3 of its events are missing here. Nothing was recorded. Count the bin, or have a supervisor say that work goes on with what is known.',
    )
    expect(refusalMessage('stream-incomplete', { stream: 'product-SKU-1', missing: 1 })).toBe(
      'What this terminal knows of product SKU-1 is incomplete: 1 of its events is missing here. Nothing was recorded. Have a supervisor say that work goes on with what is known.',
    )
  })

  it('says to update the terminal where a newer version has recorded what it cannot read', () => {
    const unread = { stream: 'stock-WH1.SKU-1', missing: 0, unreadable: 2 }
    expect(refusalMessage('stream-incomplete', unread)).toBe(
      "What this terminal knows of the stock of SKU-1 is incomplete: 2 of its events were recorded by a newer version, or are none of Tallydeck's. Nothing was recorded. Update this terminal, or have a supervisor say that work goes on with what is known.",
    )
    expect(refusalMessage('stream-incomplete', { ...unread, missing: 1 })).toContain(
      '1 of its events is missing here, and 2 of its events were recorded by a newer version',
    )
  })

  it('does not say of a conflict that nothing was recorded', () => {
    for (const code of ['stream-incomplete', 'stream-ended']) {
      const said = conflictMessage('no-longer-possible', { ...facts, code })
      expect(said).toContain('What was recorded is kept')
      expect(said).not.toContain('Nothing was recorded')
    }
  })

  it('may be gone on with from the command line', () => {
    const line = { type: 'AcceptIncomplete', terminal: 'T2', stream: facts.stream }
    expect(parseCommandLine(line).data?.command).toEqual(line)
  })
})
