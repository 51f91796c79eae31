import { describe, expect, it } from 'vitest'
import { parseEvent } from '#shared/contract/events.ts'
import { currentVersion, upcast } from '#shared/domain/index.ts'

const data = { warehouse: 'WH1', sku: 'SKU-1', bin: 'A-1', quantity: 3 }

describe('reading an event back', () => {
  it('gives the typed event', () => {
    expect(parseEvent('StockReceived', 1, data)).toEqual({
      ok: true,
      event: { type: 'StockReceived', data },
    })
  })

  it.each([
    ['an unknown type', 'StockVanished', 1, data, /unknown event type/],
    ['a name that every object inherits', 'constructor', 1, data, /unknown event type/],
    ['a newer version', 'StockReceived', 2, data, /version 2, known up to 1/],
    ['no object', 'StockReceived', 1, 'three', /not an object/],
    ['a fractional quantity', 'StockReceived', 1, { ...data, quantity: 1.5 }, /quantity/],
    ['a field too many', 'StockReceived', 1, { ...data, extra: true }, /extra/],
    ['a bin with a control character', 'StockReceived', 1, { ...data, bin: 'A\u0007' }, /control/],
  ])('says what is wrong with %s', (_, type, version, data, problem) => {
    expect(parseEvent(type, version, data)).toEqual({
      ok: false,
      problem: expect.stringMatching(problem) as string,
    })
  })
})

describe('lifting old versions', () => {
  const steps = {
    Named: [
      (data: Readonly<Record<string, unknown>>) => ({ ...data, second: 2 }),
      (data: Readonly<Record<string, unknown>>) => ({ ...data, third: 3 }),
    ],
  }

  it('goes step by step from the version that was written', () => {
    expect(currentVersion('Named', steps)).toBe(3)
    expect(upcast('Named', 1, { first: 1 }, steps)).toEqual({ first: 1, second: 2, third: 3 })
    expect(upcast('Named', 3, { first: 1 }, steps)).toEqual({ first: 1 })
  })

  it('knows no version before the first or after the last', () => {
    expect(upcast('Named', 0, {}, steps)).toBeUndefined()
    expect(upcast('Named', 4, {}, steps)).toBeUndefined()
  })
})
