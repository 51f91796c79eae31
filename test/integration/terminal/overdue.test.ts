import { expect, it } from 'vitest'
import { reactions } from '#shared/domain/index.ts'
import { openTerminal } from '#test/support/terminal.ts'

const looked = reactions.filter(
  (reaction) => reaction.kind === 'follow' && typeof reaction.overdue !== 'string',
)

it.each(looked.flatMap(({ on }) => on))('finds by an index what may be overdue: %s', (type) => {
  const { events } = openTerminal().store
  expect(events.recordedBetween(type, '2026-01-01', '2026-01-02')).toEqual([])
})
