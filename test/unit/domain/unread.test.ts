import { describe, expect, it } from 'vitest'
import { aggregates, type DomainCommand, waitsToBeRead } from '#shared/domain/index.ts'

const unread = { missing: 0, unreadable: 1, last: 4, ended: false, accepted: false }
const waits = (
  category: keyof typeof aggregates,
  type: DomainCommand['type'],
  part: Partial<typeof unread> = {},
) =>
  waitsToBeRead(
    aggregates[category] as unknown as Parameters<typeof waitsToBeRead>[0],
    { type },
    { incomplete: { stream: 's', ...unread, ...part } },
  )

describe('a stream of which this version cannot read an event', () => {
  it.each([
    ['stock', 'PickStock'],
    ['stock', 'ReceiveStock'],
    // A count by a version that cannot read the book is no way out.
    ['stock', 'PostCountVariance'],
    ['count', 'ApproveCount'],
    ['product', 'RenameProduct'],
    ['warehouse', 'RegisterBin'],
    ['operator', 'DeactivateOperator'],
    ['conflict', 'ResolveConflict'],
  ] as const)('%s: %s waits', (category, type) => {
    expect(waits(category, type)).toBe(true)
    expect(waits(category, type, { accepted: true })).toBe(false)
    expect(waits(category, type, { unreadable: 0, missing: 1 })).toBe(false)
  })

  it.each([
    ['count', 'RecordCount'],
    ['count', 'ScanCount'],
    ['operator', 'RestoreSupervisor'],
    ['terminal', 'AcceptIncomplete'],
    ['conflict', 'RaiseConflict'],
    ['conflict', 'CloseConflict'],
  ] as const)('%s: %s goes on', (category, type) => {
    expect(waits(category, type)).toBe(false)
  })
})
