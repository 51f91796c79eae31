import {
  backToJobs,
  barcodes,
  expect,
  expectStock,
  openJob,
  press,
  prompt,
  quantity,
  row,
  scan,
  test,
  trail,
} from '../harness/index.ts'

test('goods are received by scan: what is scanned adds up, by the factor of its pack', async ({
  ana: page,
}) => {
  await openJob(page, 'Receive')
  await expect(prompt(page, 'Scan what came in')).toBeVisible()
  await scan(page, barcodes.helmetCase)
  await expect(quantity(page)).toContainText('12')
  await expect(page.getByRole('main')).toContainText('Helmet, red')
  await scan(page, barcodes.helmet)
  await expect(quantity(page)).toContainText('13')
  await press(page, 'Add a case of 12')
  await expect(quantity(page)).toContainText('25')
  await expect(prompt(page, 'Scan the bin it goes to')).toBeVisible()
  await scan(page, 'A-01')
  await expectStock(page, 'A-01', 10, 35)

  await press(page, 'Receive 25')
  await expect(page.getByText('Saved. Received 25 of HELMET into A-01.')).toBeVisible()
  await expect(trail(page).first()).toContainText(/\+25HELMET/)
  await expect(trail(page).first()).toContainText('Confirmed')
  await expect(prompt(page, 'Scan what came in')).toBeVisible()
})

test('goods are picked and moved by scan, with the number on the keypad', async ({ ana: page }) => {
  await openJob(page, 'Pick')
  await scan(page, 'A-01', barcodes.helmet)
  await expectStock(page, 'A-01', 10, 9)
  await page
    .getByRole('group', { name: 'Quantity keypad' })
    .getByRole('button', { name: '3' })
    .click()
  await expectStock(page, 'A-01', 10, 7)
  await page.keyboard.press('F12')
  await expect(page.getByText('Saved. Picked 3 of HELMET from A-01.')).toBeVisible()
  await expect(trail(page).first()).toContainText('−3')

  await press(page, 'Start over')
  await backToJobs(page)
  await openJob(page, 'Move')
  await scan(page, 'A-01', barcodes.helmet, barcodes.helmet)
  await expect(quantity(page)).toContainText('2')
  await scan(page, 'B-01')
  await expectStock(page, 'A-01', 7, 5)
  await expectStock(page, 'B-01', 0, 2)
  await page.keyboard.press('F12')
  await expect(page.getByText('Saved. Moved 2 of HELMET from A-01 to B-01.')).toBeVisible()
  await expect(trail(page).first()).toContainText('A-01 → B-01')
})

test('what is wrong in the book is adjusted with a reason, and taken back once', async ({
  ana: page,
}) => {
  await openJob(page, 'Adjust')
  await scan(page, 'A-01', barcodes.helmet)
  await page
    .getByRole('group', { name: 'Reason' })
    .getByRole('button', { name: /damaged/i })
    .click()
  await expectStock(page, 'A-01', 10, 9)
  await press(page, 'Adjust −1')
  await expect(page.getByText('Saved. Adjusted HELMET in A-01 by −1.')).toBeVisible()
  await expect(trail(page)).toHaveCount(1)
  await expect(trail(page).first()).toContainText('damaged')

  await press(page, 'Undo')
  await expect(page.getByText('Taken back: the opposite was recorded.')).toBeVisible()
  await expect(trail(page)).toHaveCount(2)
  await expect(trail(page).first()).toContainText('+1')
  await expect(trail(page).last()).toContainText('Undone')
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await scan(page, barcodes.helmet)
  await page.getByRole('group', { name: 'Reason' }).getByRole('button', { name: /lost/i }).click()
  await expectStock(page, 'A-01', 10, 9)
})

test('a code that nobody knows and a pick that the bin does not cover change nothing', async ({
  ana: page,
}) => {
  await openJob(page, 'Pick')
  await scan(page, '0000000000000')
  await expect(page.getByRole('alert')).toContainText(
    'No product and no bin has the code 0000000000000.',
  )
  // What of it cannot be printed shows as a picture.
  await scan(page, '0109\u001d2112')
  await expect(page.getByText('0109␝2112', { exact: true })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('No product and no bin has the code 0109')
  await scan(page, 'A-01', barcodes.helmetCase)
  await expectStock(page, 'A-01', 10, -2)
  await press(page, 'Pick 12')
  await expect(page.getByRole('alert')).toContainText('A-01 holds 10, not 12.')
  await expect(page.getByRole('alert')).toContainText('Nothing was recorded.')
  await expect(quantity(page)).toContainText('12')
  await expect(trail(page)).toHaveCount(0)
})

test('scans that come faster than the screen are all taken, in order', async ({ ana: page }) => {
  await openJob(page, 'Receive')
  const singles = Array.from({ length: 14 }, () => barcodes.helmet)
  const cases = Array.from({ length: 15 }, () => barcodes.helmetCase)
  await scan(page, ...singles, ...cases, 'B-01')
  await expectStock(page, 'B-01', 0, 14 + 15 * 12)
  await press(page, 'Receive 194')
  await expect(page.getByText('Saved. Received 194 of HELMET into B-01.')).toBeVisible()
  await expect(trail(page)).toHaveCount(1)
})

test('a scan on the jobs looks up the product and its bins, and a few letters find it too', async ({
  ana: page,
}) => {
  await scan(page, barcodes.helmet)
  await expect(page.getByRole('heading', { name: 'Helmet, red' })).toBeVisible()
  await expect(row(page, 'Where it is', 'A-01')).toContainText('10')
  await expect(row(page, 'Last movements', 'Received')).toContainText('admin')
  await scan(page, 'A-01')
  await expect(row(page, 'What is in it', 'HELMET')).toContainText('10')

  await press(page, 'Find another')
  await page.getByRole('combobox', { name: 'Find a product or a bin' }).fill('glov')
  await page.getByRole('option', { name: /Glove, size 9/ }).click()
  await expect(page.getByText('None of it is in this warehouse.')).toBeVisible()
})

test('a scan counts wherever the focus is, and what is in hand is not dropped unasked', async ({
  ana: page,
}) => {
  await openJob(page, 'Pick')
  await page.getByRole('button', { name: 'Find product' }).focus()
  await scan(page, 'A-01')
  await expect(page.getByRole('main')).toContainText('In A-01')
  await page.keyboard.press('F4')
  const finder = page.getByRole('dialog', { name: 'Find a product' })
  await finder.getByRole('combobox', { name: 'Find a product' }).fill('glo')
  await expect(finder.getByRole('option')).toHaveCount(1)
  await scan(page, barcodes.helmet)
  await expect(finder).toBeHidden()
  await expectStock(page, 'A-01', 10, 9)

  await backToJobs(page)
  const question = page.getByRole('alertdialog', { name: 'Leave without recording?' })
  await expect(question).toContainText('1 of HELMET is in hand and not recorded.')
  await press(page, 'Stay')
  await expectStock(page, 'A-01', 10, 9)
  await backToJobs(page)
  await press(page, 'Leave')
  await openJob(page, 'Pick')
  await expect(trail(page)).toHaveCount(0)
})
