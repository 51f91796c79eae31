import type { Page } from '@playwright/test'
import {
  backToJobs,
  barcodes,
  done,
  expect,
  expectStock,
  openJob,
  people,
  pin,
  press,
  prompt,
  row,
  scan,
  signIn,
  test,
  trail,
} from '../harness/index.ts'

const home = async (page: Page) => {
  await page.goto(page.url().replace(/#.*/, '#/'))
  await expect(prompt(page, 'Choose a job, or scan')).toBeVisible()
}

test('a receipt that was taken back is no pick, neither in the history nor among what was done', async ({
  ana: page,
}) => {
  await openJob(page, 'Receive')
  await scan(page, barcodes.helmet, 'A-02')
  await expectStock(page, 'A-02', 0, 1)
  await press(page, 'Receive 1')
  await expect(page.getByText('Saved. Received 1 of HELMET into A-02.')).toBeVisible()
  await press(page, 'Undo')
  await expect(page.getByText('Taken back: the opposite was recorded.')).toBeVisible()
  await expect(trail(page).first()).toContainText('−1')
  await expect(trail(page).first()).toContainText('Receipt taken back')
  await expect(trail(page).last()).toContainText('Undone')

  await home(page)
  await expect(page.getByRole('button', { name: /^Pick/ })).not.toContainText('since')
  await expect(page.getByRole('button', { name: /^Receive/ })).not.toContainText('since')
  await scan(page, 'A-02')
  await expect(row(page, 'Last movements', 'Receipt taken back')).toContainText('−1')
  await expect(row(page, 'Last movements', 'Received')).toContainText('taken back later')
  await expect(row(page, 'Last movements', 'Picked')).toHaveCount(0)
})

test('what came by the command line is told as such, beside what was done at a screen', async ({
  ana: page,
}) => {
  await openJob(page, 'Pick')
  await scan(page, 'A-01', barcodes.helmet)
  await press(page, 'Pick 1')
  await expect(page.getByText('Saved. Picked 1 of HELMET from A-01.')).toBeVisible()
  await home(page)
  await scan(page, 'A-01')
  await expect(row(page, 'Last movements', 'Received')).toContainText(
    'admin, from the command line',
  )
  await expect(row(page, 'Last movements', 'Picked')).toContainText('ana')
  await expect(row(page, 'Last movements', 'Picked')).not.toContainText('command line')
})

test('a move says less where it came from and more where it went to', async ({ ana: page }) => {
  await openJob(page, 'Move')
  await scan(page, 'A-01', barcodes.helmet, barcodes.helmet)
  await scan(page, 'B-01')
  await expectStock(page, 'A-01', 10, 8)
  await expectStock(page, 'B-01', 0, 2)
  await page.keyboard.press('F12')
  await expect(page.getByText('Saved. Moved 2 of HELMET from A-01 to B-01.')).toBeVisible()
  await expect(trail(page).first()).toContainText('−2 → +2')
  await home(page)
  await scan(page, 'A-01')
  await expect(row(page, 'Last movements', 'Moved').getByRole('cell').nth(2)).toHaveText('−2')
  await scan(page, 'B-01')
  await expect(row(page, 'Last movements', 'Moved').getByRole('cell').nth(2)).toHaveText('+2')
})

test('what stood there before work began is nobody’s work to undo, and each thing done is counted', async ({
  terminalFolder,
  openTerminal,
}) => {
  const opening = { type: 'ReceiveStock', sku: 'GLOVE', quantity: 5, reference: 'opening stock' }
  await done(terminalFolder, 'ana', { ...opening, bin: 'A-02' })
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.ana, pin)
  await openJob(page, 'Pick')
  await expect(page.getByText('What you do here is listed here.')).toBeVisible()
  await expect(trail(page)).toHaveCount(0)
  await scan(page, 'A-02', 'GLOVE')
  await expectStock(page, 'A-02', 5, 4)
  await page.keyboard.press('F12')
  await expect(trail(page)).toHaveCount(1)
  await press(page, 'Start over')
  await backToJobs(page)
  await expect(page.getByRole('button', { name: /^Pick/ })).toContainText('1')
  await expect(page.getByRole('button', { name: /^Pick/ })).toContainText('since you signed in')
  await expect(page.getByRole('button', { name: /^Receive/ })).not.toContainText('since')
  await scan(page, 'A-02')
  await expect(row(page, 'Last movements', 'Opening stock')).toContainText('+5')
})

test('one more here and one less there are two pieces off in a review', async ({
  terminalFolder,
  openTerminal,
}) => {
  const count = 'WEEK-12'
  const glove = { type: 'ReceiveStock', sku: 'GLOVE', bin: 'A-02', quantity: 5 }
  await done(
    terminalFolder,
    'ana',
    glove,
    { type: 'OpenCount', count, bins: ['A-01', 'A-02'] },
    { type: 'RecordCount', count, bin: 'A-01', sku: 'HELMET', quantity: 9 },
    { type: 'RecordCount', count, bin: 'A-02', sku: 'GLOVE', quantity: 6 },
    { type: 'SubmitCount', count },
  )
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.sue, pin)
  await openJob(page, 'Count')
  await row(page, 'Counts', count).click()
  await expect(page.getByRole('main')).toContainText('2 of them off, by 2 pieces: +1 and −1')
})
