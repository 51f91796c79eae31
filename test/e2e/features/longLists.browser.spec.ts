import type { Locator, Page } from '@playwright/test'
import {
  backTo,
  done,
  expect,
  link,
  openJob,
  people,
  pin,
  prepareTwoTerminals,
  press,
  row,
  signIn,
  synced,
  test,
} from '../harness/index.ts'

const numbers = (length: number) => Array.from({ length }, (_, n) => n)
const numbered = (what: string, n: number) => `${what}-${String(n).padStart(4, '0')}`

/** Rows of a table that exist in the page, without its head. */
const rowsOf = (table: Locator) => table.locator('tbody tr[data-index]')

/** Scrolls a table that many pixels down and back again, frame by frame, and answers how long its page worked on it. */
async function costOfScrolling(page: Page, table: Locator, from: number): Promise<number> {
  const session = await page.context().newCDPSession(page)
  // The time that the page's own thread has worked: what else the machine does is not in it.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN
  }
  const scroll = () =>
    table.evaluate(async (element, from) => {
      const box = element.parentElement!
      for (let frame = 0; frame <= 30; frame += 1) {
        box.scrollTop = from + 80 * Math.min(frame, 30 - frame)
        await new Promise(requestAnimationFrame)
      }
    }, from)
  let least = Infinity
  for (let run = 0; run < 3; run += 1) {
    const before = await worked()
    await scroll()
    least = Math.min(least, (await worked()) - before)
  }
  await session.detach()
  return least
}

/** The table scrolls to its last row and back to its first, and never holds more than a few screenfuls of rows. */
async function expectToScroll(page: Page, table: Locator, length: number): Promise<void> {
  const at = (position: number) => table.locator(`tr[aria-rowindex="${position + 1}"]`)
  await expect(table).toHaveAttribute('aria-rowcount', String(length + 1))
  await at(1).focus()
  await page.keyboard.press('End')
  await expect(at(length)).toBeFocused()
  await expect(at(length)).toBeInViewport()
  expect(await rowsOf(table).count()).toBeLessThan(50)
  await page.keyboard.press('Home')
  await expect(at(1)).toBeFocused()
  await table.evaluate((element) => {
    element.parentElement!.scrollTop = element.parentElement!.scrollHeight
  })
  await expect(at(length)).toBeInViewport()
  await expect(at(length).getByRole('cell').first()).not.toBeEmpty()
  expect(await rowsOf(table).count()).toBeLessThan(50)
}

test('a count of 5,000 lines scrolls to its end, and a frame of it costs what one of 50 lines does', async ({
  terminalFolder,
  openTerminal,
}) => {
  const bins = numbers(100).map((n) => numbered('L', n))
  const skus = numbers(50).map((n) => numbered('SKU', n))
  const countOf = (count: string, counted: readonly string[]) => [
    { type: 'OpenCount', count, bins: counted },
    ...counted.flatMap((bin) =>
      skus.map((sku) => ({ type: 'RecordCount', count, bin, sku, quantity: 7 })),
    ),
    { type: 'SubmitCount', count },
  ]
  await done(
    terminalFolder,
    'admin',
    ...bins.map((bin) => ({ type: 'RegisterBin', bin })),
    ...skus.map((sku) => ({ type: 'RegisterProduct', sku, name: `Product ${sku}`, packs: [] })),
    ...countOf('SHORT', bins.slice(0, 1)),
    ...countOf('LONG', bins),
  )
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.sue, pin)
  await openJob(page, 'Count')
  const table = page.getByRole('table', { name: 'Lines of the count' })

  await row(page, 'Counts', 'SHORT').click()
  await expect(table).toHaveAttribute('aria-rowcount', '51')
  const few = await rowsOf(table).count()
  const short = await costOfScrolling(page, table, 0)
  await backTo(page, 'counts')

  await row(page, 'Counts', 'LONG').click()
  await expect(table).toHaveAttribute('aria-rowcount', '5001')
  expect(await rowsOf(table).count()).toBe(few)
  await expectToScroll(page, table, 5000)
  for (const from of [0, 100_000]) {
    const long = await costOfScrolling(page, table, from)
    expect(long / short, `from ${from} pixels down`).toBeLessThan(2)
  }
})

test('500 conflicts scroll to their end, and those alike are settled at once, but for one that is left out', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const skus = numbers(500).map((n) => numbered('SKU', n))
  const { one, two } = await prepareTwoTerminals(folder, centralStore, [
    ...skus.map((sku) => ({ type: 'RegisterProduct', sku, name: `Product ${sku}`, packs: [] })),
    ...skus.map((sku) => ({ type: 'ReceiveStock', sku, bin: 'B-01', quantity: 3 })),
  ])
  const pick = (sku: string) => ({ type: 'PickStock', sku, bin: 'B-01', quantity: 2 })
  const move = (sku: string) => ({
    type: 'MoveStock',
    sku,
    from: 'B-01',
    to: 'A-02',
    quantity: 2,
  })
  await done(one, 'ana', ...skus.slice(20).map(pick))
  await done(one, 'sue', ...skus.slice(0, 20).map(move))
  await done(two, 'ben', ...skus.map(pick))
  await synced(two)
  await synced(one)

  const page = await openTerminal({ dataDir: one })
  await signIn(page, people.sue, pin)
  await expect(link(page)).toHaveText(/^Online\s*500 to settle$/)
  await openJob(page, 'Conflicts')
  await expectToScroll(page, page.getByRole('table', { name: 'Conflicts' }), 500)

  await page.getByRole('radiogroup', { name: 'of' }).getByText('mine').click()
  await expect(page.getByRole('heading', { name: '20 conflicts to settle' })).toBeVisible()
  await row(page, 'Conflicts', 'Move 2 of').first().click()
  await expect(page.getByRole('radio', { name: 'Record as it happened' })).toBeChecked()
  await press(page, '19 more alike')
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  const alike = rowsOf(dialog.getByRole('table', { name: 'Conflicts to settle together' }))
  await expect(alike).toHaveCount(20)
  await alike.nth(2).click()
  await expect(alike.nth(2)).toContainText('left out')
  await press(page, 'Settle 19')
  await expect(dialog).toContainText('19 settled.')
  await press(page, 'Close')
  await expect(link(page)).toHaveText(/^Online\s*481 to settle$/)

  await backTo(page, 'conflicts')
  await page.getByRole('radiogroup', { name: 'of' }).getByText('mine').click()
  await expect(page.getByRole('heading', { name: '1 conflict to settle' })).toBeVisible()
})
