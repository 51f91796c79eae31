import { expect, it } from 'vitest'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin } from '#test/support/terminal.ts'

it('measures commands, appends, the outbox and projections, each terminal for itself', async () => {
  const site = await openSite()
  const [first, second] = [site.terminal('T1'), site.terminal('T2')]
  asAdmin(first)({ type: 'RegisterBin', bin: 'A-1' })
  asAdmin(first)({ type: 'RegisterBin', bin: 'A-1' })
  const offline = await first.metrics.metrics()
  expect(offline).toContain(
    'tallydeck_command_seconds_count{type="RegisterBin",outcome="accepted"} 1',
  )
  expect(offline).toContain(
    'tallydeck_command_seconds_count{type="RegisterBin",outcome="refused"} 1',
  )
  expect(offline).toContain('tallydeck_outbox_depth{state="pending"} 4')
  expect(offline).toContain('tallydeck_link_online 0')
  await sync(first)
  const synced = await first.metrics.metrics()
  expect(synced).toContain('tallydeck_outbox_depth{state="pending"} 0')
  expect(synced).toContain('tallydeck_outbox_oldest_seconds 0')
  expect(synced).toContain('tallydeck_appends_total{result="appended"} 3')
  expect(synced).toContain('event_processing_seconds_count{event_type="BinsRegistered"} 2')
  expect(synced).toMatch(/tallydeck_sqlite_transaction_seconds_count\{purpose="ingest"\} [1-9]/)
  expect(await second.metrics.metrics()).not.toContain('RegisterBin')
})
