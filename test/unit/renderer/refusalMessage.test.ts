import { expect, it } from 'vitest'
import { refusalMessage } from '#renderer/work/machine/messages.ts'

const refused = (facts: Record<string, string | number>) =>
  refusalMessage({
    id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    outcome: 'refused',
    code: 'insufficient-stock',
    message: 'There is not enough. What it holds is covered while you count it blind.',
    facts,
  })

it('says what the bin holds, where that is not enough', () => {
  const { happened } = refused({ sku: 'SKU-1', bin: 'A-1', onHand: 3, requested: 5 })
  expect(happened).toBe('A-1 holds 3, not 5.')
})

it('says why it does not say so to somebody who counts the bin blind', () => {
  const { happened } = refused({ sku: 'SKU-1', bin: 'A-1', requested: 5 })
  expect(happened).toBe('There is not enough. What it holds is covered while you count it blind.')
})
