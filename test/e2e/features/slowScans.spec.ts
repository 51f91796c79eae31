import type { Page } from '@playwright/test'
import {
  barcodes,
  done,
  expect,
  expectStock,
  openJob,
  people,
  pin,
  press,
  quantity,
  row,
  scan,
  signIn,
  strike,
  test,
} from '../harness/index.ts'

/** Ana has one helmet of A-01 in hand. */
async function pickOne(page: Page): Promise<void> {
  await openJob(page, 'Pick')
  await scan(page, 'A-01', barcodes.helmet)
  await expectStock(page, 'A-01', 10, 9)
}

const question = (page: Page) => page.getByRole('alertdialog', { name: /^Was this/ })

test('a barcode at the pace of a slow scanner is asked about and never becomes a number', async ({
  ana: page,
}) => {
  await pickOne(page)
  for (const pace of [62, 150])
    await test.step(`${pace} ms a key`, async () => {
      await strike(page, `${barcodes.helmet}⏎`, pace)
      await expect(question(page)).toContainText(
        `This looks like a barcode: ${barcodes.helmet}. It came in as if it was typed.`,
      )
      await press(page, 'Use none of it')
      await expect(question(page)).toBeHidden()
      await expect(quantity(page)).toHaveText(/^1\D/)
    })
  await strike(page, `${barcodes.helmet}⏎`, 62)
  await press(page, `Scan ${barcodes.helmet}`)
  await expectStock(page, 'A-01', 10, 8)
  await expect(quantity(page)).toHaveText(/^2\D/)
})

test('a scan that comes in two parts is one scan', async ({ ana: page }) => {
  await pickOne(page)
  await strike(page, `${barcodes.helmet}⏎`, 5, { 2: 170 })
  await expectStock(page, 'A-01', 10, 8)
  await expect(quantity(page)).toHaveText(/^2\D/)
  await expect(question(page)).toBeHidden()
})

test('two parts that may be a number and a scan are asked about', async ({ ana: page }) => {
  await pickOne(page)
  await strike(page, '5GLOVES⏎', 5, { 1: 170 })
  await expect(question(page)).toContainText('5 and right behind it a scan, GLOVES.')
  await expect(quantity(page)).toHaveText(/^1\D/)
  await press(page, '5 typed, GLOVES scanned')
  await expect(quantity(page)).toHaveText(/^5\D/)
  await expect(page.getByRole('alert')).toContainText('No product and no bin has the code GLOVES.')
})

test('what a person types is never asked about, and a scan behind it is a scan', async ({
  ana: page,
}) => {
  await pickOne(page)
  for (const [typed, pace] of [
    ['7', 200],
    ['12⏎', 110],
    ['120', 150],
    ['4711⏎', 100],
    ['8', 300],
  ] as const) {
    await press(page, 'Quantity')
    await strike(page, typed, pace)
    await expect(quantity(page)).toHaveText(new RegExp(`^${typed.slice(0, 1)},?\\d*`))
    await expect(quantity(page)).toContainText(typed.replace('⏎', '').slice(-1))
    await expect(question(page)).toBeHidden()
  }
  await scan(page, barcodes.helmet)
  await expect(quantity(page)).toHaveText(/^9\D/)
  await expect(question(page)).toBeHidden()
})

test('the question offers the settings of the scanner, and with the right one it is not asked again', async ({
  ana: page,
}) => {
  await pickOne(page)
  await strike(page, `${barcodes.helmet}⏎`, 62)
  await press(page, 'Scanner settings')
  await question(page).getByText('By radio').click()
  await press(page, 'Use none of it')
  await strike(page, `${barcodes.helmet}⏎`, 62)
  await expectStock(page, 'A-01', 10, 8)
  await expect(question(page)).toBeHidden()
})

test('a bin that is scanned slowly on a count sheet is no number', async ({
  terminalFolder,
  openTerminal,
}) => {
  await done(terminalFolder, 'ana', { type: 'OpenCount', count: 'WEEK-12', bins: ['A-01', 'A-02'] })
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.ana, pin)
  await openJob(page, 'Count')
  await row(page, 'Counts', 'WEEK-12').click()
  await scan(page, 'A-01', barcodes.helmet)
  await expect(row(page, 'In this bin', 'HELMET')).toContainText('1 scan')
  await strike(page, 'A-02⏎', 62)
  await expect(question(page)).toContainText('A-02')
  await press(page, 'Scan A-02')
  await expect(page.getByText('Nothing counted here yet.')).toBeVisible()
})

test('a slow scan on a screen that takes none is told like any other', async ({ ana: page }) => {
  await openJob(page, 'Sync')
  await strike(page, `${barcodes.helmet}⏎`, 62)
  await expect(page.getByRole('alert')).toContainText(`${barcodes.helmet} was not used.`)
})
