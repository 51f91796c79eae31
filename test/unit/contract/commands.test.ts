import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '#shared/contract/commands.ts'

const receive = { type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 3 }

describe('a line of commands', () => {
  it('is a command with its own id and time, where it has them', () => {
    const id = '3f0c6f0e-8f6b-4a52-9a3c-0d8f5a7f4f11'
    const occurredAt = '2026-01-02T03:04:05+01:00'
    expect(parseCommandLine({ ...receive, id, occurredAt }).data).toEqual({
      command: receive,
      id,
      occurredAt,
    })
    expect(parseCommandLine(receive).data).toEqual({ command: receive })
  })

  it.each([
    ['nothing', null],
    ['a number', 7],
    ['an unknown type', { ...receive, type: 'StealStock' }],
    ['an internal command', { type: 'CloseConflict', conflict: 'c', result: 'carried-out' }],
    ['an unknown field', { ...receive, colour: 'red' }],
    ['a negative quantity', { ...receive, quantity: -1 }],
    ['nothing received', { ...receive, quantity: 0 }],
    ['a fraction', { ...receive, quantity: 0.5 }],
    ['a quantity in quotes', { ...receive, quantity: '3' }],
    ['an absurd quantity', { ...receive, quantity: 1e12 }],
    ['a control character', { ...receive, bin: 'A-1\u001d' }],
    ['an id that is no UUID', { ...receive, id: '7' }],
    ['a time without a zone', { ...receive, occurredAt: '2026-01-02T03:04:05' }],
    ['a dangerous name', JSON.parse('{"type":"RegisterBin","bin":"__proto__"}')],
  ])('is refused for %s', (_, line) => {
    expect(parseCommandLine(line).success).toBe(false)
  })
})
