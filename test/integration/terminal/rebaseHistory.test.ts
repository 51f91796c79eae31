import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { pick, receive } from '#test/support/floorCommands.ts'
import { historyIn } from '#test/support/histories.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin } from '#test/support/terminal.ts'

const stream = 'stock-WH1.SKU-1'

/** The histories that the page on rebase shows. */
const page = readFileSync(new URL('../../../docs/rebase.md', import.meta.url), 'utf8')
const documented = Object.fromEntries(
  [...page.matchAll(/^(before|rebased|sent) +(\d.*)$/gm)].map(([, when, history]) => [
    when,
    history,
  ]),
)

it('prints a rebase as the page on rebase does, and tells the log of what waits for a person', async () => {
  const site = await openSite()
  const told: unknown[] = []
  const first = site.terminal('T1')
  const run = asAdmin(first)
  run({ type: 'RegisterBin', bin: 'A-1' })
  run({ type: 'RegisterBin', bin: 'A-2' })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run(receive(10))
  await sync(first)
  const second = site.terminal('T2', {
    tell: (_, facts) => told.push('history' in facts && facts.history),
  })
  await sync(second)
  const work = asAdmin(second)
  work(pick(3))
  work({ type: 'MoveStock', sku: 'SKU-1', from: 'A-1', to: 'A-2', quantity: 6 })
  work(pick(1))
  run(pick(4))
  await sync(first)
  expect(historyIn(second, stream)).toBe(documented.before)
  await sync(second)
  expect(told).toEqual([documented.rebased])
  expect(historyIn(second, stream)).toBe(documented.sent)
})
