import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '#shared/contract/commands.ts'
import { conflictMessage, refusalMessage, warningMessage } from '#shared/contract/messages.ts'
import { describeProblem } from '#shared/contract/problems.ts'
import { describeCommand } from '#shared/contract/summaries.ts'

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
  expect(warningMessage({ code: 'stock-negative', facts })).toContain('count it')
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
