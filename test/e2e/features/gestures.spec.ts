import type { Page } from '@playwright/test'
import {
  backTo,
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
  signOut,
  test,
  trail,
} from '../harness/index.ts'

const count = 'WEEK-12'

const counted = (page: Page, sku = 'HELMET') => row(page, 'In this bin', sku)
const inHand = (page: Page) => page.getByRole('status', { name: 'Number in hand' })
const question = (page: Page, name: string) => page.getByRole('alertdialog', { name })
const keypad = (page: Page, digits: string) =>
  digits
    .split('')
    .reduce(
      (pressed, digit) =>
        pressed.then(() =>
          page
            .getByRole('group', { name: 'Quantity keypad' })
            .getByRole('button', { name: digit })
            .click(),
        ),
      Promise.resolve(),
    )

test.describe('at a count sheet', () => {
  let page: Page
  test.beforeEach(async ({ terminalFolder, openTerminal }) => {
    await done(terminalFolder, 'sue', {
      type: 'OpenCount',
      count,
      bins: ['A-01', 'A-02', 'B-01'],
      blind: true,
    })
    page = await openTerminal({ dataDir: terminalFolder })
    await signIn(page, people.ana, pin)
    await openJob(page, 'Count')
    await row(page, 'Counts', count).click()
    await scan(page, 'A-01', barcodes.helmet)
    await expect(counted(page)).toHaveText('HELMET1 scan1')
  })

  test('a number that was typed is asked about when a product is scanned, recorded, and gone on from', async () => {
    await keypad(page, '63')
    await expect(inHand(page)).toHaveText('63')
    await scan(page, 'GLOVE')
    const asked = question(page, 'Record 63 of HELMET first?')
    await expect(asked).toContainText('GLOVE came while 63 of HELMET is in hand.')
    await page.keyboard.press('F12')
    await expect(counted(page)).toHaveText('HELMETby hand63')
    await expect(counted(page, 'GLOVE')).toHaveText('GLOVE1 scan1')
  })

  test('it is asked about when a bin is scanned or chosen, when one leaves, signs out or hands in', async () => {
    await keypad(page, '63')
    const asked = question(page, 'Record 63 of HELMET first?')
    await scan(page, 'A-02')
    await expect(asked).toContainText('A-02 came while 63 of HELMET is in hand.')
    await press(page, 'Stay')
    await expect(inHand(page)).toHaveText('63')

    await press(page, 'Find bin')
    await page.getByRole('option', { name: 'B-01' }).click()
    await expect(asked).toContainText('B-01 came')
    await press(page, 'Stay')

    const leaving = question(page, 'Leave without recording?')
    await backTo(page, 'counts')
    await expect(leaving).toContainText('63 of HELMET is in hand and not recorded.')
    await press(page, 'Stay')
    await page.getByRole('button', { name: /^Signed in: / }).click()
    await press(page, 'Sign out')
    await expect(leaving).toBeVisible()
    await press(page, 'Stay')
    await page.keyboard.press('Escape')

    await press(page, 'Hand in')
    await press(page, 'Count 63, go on')
    await expect(
      page.getByRole('dialog', { name: 'Hand it in although bins are left?' }),
    ).toBeVisible()
    await press(page, 'Go on counting')
    await expect(counted(page)).toHaveText('HELMETby hand63')
  })

  test('it is dropped only when the counter says so', async () => {
    await keypad(page, '63')
    await scan(page, 'A-02')
    await press(page, 'Drop 63 of HELMET')
    await expect(page.getByText('Nothing counted here yet.')).toBeVisible()
    await scan(page, 'A-01')
    await expect(counted(page)).toHaveText('HELMET1 scan1')
  })

  test('a typed number takes the place of what was scanned, and a scan adds to it', async () => {
    await scan(page, barcodes.helmet)
    await expect(counted(page)).toHaveText('HELMET2 scans2')
    await keypad(page, '60')
    await page.keyboard.press('F12')
    await expect(counted(page)).toHaveText('HELMETby hand60')
    await scan(page, barcodes.helmet)
    await expect(counted(page)).toHaveText('HELMET60 by hand + 1 scan61')
    await expect(trail(page)).toHaveCount(4)
    await expect(trail(page).nth(1)).toContainText(/^60/)
    await press(page, 'Undo')
    await expect(counted(page)).toHaveText('HELMETby hand60')
    await press(page, 'Undo')
    await expect(counted(page)).toHaveText('HELMET2 scans2')
    await scan(page, barcodes.helmetCase)
    await expect(counted(page)).toHaveText('HELMET3 scans14')

    // Before it is recorded a scan adds to it too.
    await keypad(page, '60')
    await scan(page, barcodes.helmet)
    await expect(inHand(page)).toHaveText('61')
    await press(page, 'Count 61')
    await expect(counted(page)).toHaveText('HELMETby hand61')
    await scan(page, 'A-01', barcodes.helmet)
    await expect(counted(page)).toHaveText('HELMET61 by hand + 1 scan62')

    await press(page, 'Hand in')
    await page.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click()
    await expect(page.getByRole('heading', { name: 'Counts' })).toBeVisible()
    await signOut(page)
    await signIn(page, people.sue, pin)
    await openJob(page, 'Count')
    await row(page, 'Counts', count).click()
    await expect(row(page, 'Lines of the count', '62')).toBeVisible()
    await page.getByRole('radiogroup', { name: 'Show lines' }).getByText('all').click()
    await expect(row(page, 'Lines of the count', 'gave way')).toBeVisible()
  })

  test('an unlikely number is asked about, and neither F12 nor Enter answers', async () => {
    await keypad(page, '12345')
    await page.getByRole('button', { name: 'Count 12,345' }).focus()
    await page.keyboard.press('Enter')
    await expect(inHand(page)).toHaveText('12,345')
    await expect(trail(page)).toHaveCount(1)
    await page.keyboard.press('F12')
    const asked = question(page, 'Really 12,345?')
    await expect(asked).toBeVisible()
    await page.keyboard.press('F12')
    await asked.getByRole('button', { name: 'Count 12,345' }).focus()
    await page.keyboard.press('Enter')
    await expect(asked).toBeVisible()
    await press(page, 'Change it')
    await expect(inHand(page)).toHaveText('12,345')
    await page.keyboard.press('F12')
    await page.keyboard.press('F9')
    await expect(counted(page)).toHaveText('HELMETby hand12,345')
  })
})

const jobs: { job: string; scans: string[]; came: string; before: string }[] = [
  { job: 'Pick', scans: ['A-01', barcodes.helmet], came: 'B-01', before: 'A-01' },
  { job: 'Receive', scans: [barcodes.helmet, 'A-01'], came: 'B-01', before: 'A-01' },
  { job: 'Adjust', scans: ['A-01', barcodes.helmet], came: 'B-01', before: 'A-01' },
  { job: 'Move', scans: ['A-01', barcodes.helmet, 'A-02'], came: 'B-01', before: 'A-02' },
]
for (const { job, scans, came, before } of jobs)
  test(`${job}: another bin is asked about, and what is in hand stays where it is`, async ({
    ana: page,
  }) => {
    await openJob(page, job)
    await scan(page, ...scans)
    const slot = page.getByRole('main').locator(`[data-step="${job === 'Move' ? 'toBin' : 'bin'}"]`)
    await expect(slot).toContainText(before)
    await scan(page, came)
    const asked = page.getByRole('alertdialog')
    await expect(asked).toContainText(`${came} came while 1 of HELMET is in hand.`)
    await press(page, 'Stay')
    await expect(slot).toContainText(before)
    await scan(page, came)
    await press(page, 'Change the bin')
    await expect(slot).toContainText(came)
    await expect(trail(page)).toHaveCount(0)
  })

test('Pick: what is in hand is recorded first, and what was scanned is gone on with', async ({
  ana: page,
}) => {
  await openJob(page, 'Pick')
  await scan(page, 'A-01', barcodes.helmet)
  await keypad(page, '4')
  await scan(page, 'B-01')
  await expect(question(page, 'Record 4 of HELMET first?')).toBeVisible()
  await press(page, 'Pick 4, go on')
  await expect(page.getByText('Saved. Picked 4 of HELMET from A-01.')).toBeVisible()
  await expect(trail(page).first()).toContainText('−4')
  await scan(page, 'GLOVE')
  await expectStock(page, 'B-01', 0, -1)

  await page.keyboard.press('Escape')
  await expect(question(page, 'Drop 1 of GLOVE?')).toBeVisible()
  await page.keyboard.press('Escape')
  await expectStock(page, 'B-01', 0, -1)
  await page.keyboard.press('Escape')
  await press(page, 'Drop it')
  await expect(page.getByText('is empty by the book')).toBeVisible()
})

test('Pick: a number says what made it; the one in hand stays until a digit replaces it', async ({
  ana: page,
}) => {
  await openJob(page, 'Pick')
  await scan(page, 'A-01', barcodes.helmet, barcodes.helmet)
  await expect(quantity(page)).toContainText('2 scans')
  await keypad(page, '5')
  await expect(quantity(page)).toHaveText('5eachby hand')
  await scan(page, barcodes.helmet)
  await expect(quantity(page)).toContainText('5 by hand + 1 scan')
  await page.keyboard.press('F2')
  await expect(quantity(page)).toContainText('6')
  await page.keyboard.press('Enter')
  await expect(trail(page)).toHaveCount(0)
})

test('Adjust: the reason says which way it goes, and the key says it', async ({ ana: page }) => {
  const reason = (name: RegExp) =>
    page.getByRole('group', { name: 'Reason' }).getByRole('button', { name }).click()
  await openJob(page, 'Adjust')
  await scan(page, 'A-01', barcodes.helmet)
  await reason(/found/i)
  await expectStock(page, 'A-01', 10, 11)
  await press(page, 'Adjust +1')
  await expect(page.getByText('Saved. Adjusted HELMET in A-01 by +1.')).toBeVisible()
  await press(page, 'Undo')
  await expect(page.getByText('Taken back: the opposite was recorded.')).toBeVisible()
  await expect(trail(page).first()).toContainText('−1')

  await scan(page, barcodes.helmet)
  await reason(/damaged/i)
  await expectStock(page, 'A-01', 10, 9)
  await expect(page.getByRole('button', { name: 'Adjust −1' })).toBeEnabled()
  await press(page, 'Reason')
  await reason(/correction/i)
  await expect(page.getByRole('button', { name: 'Adjust', exact: true })).toBeDisabled()
  await press(page, '+ More')
  await press(page, 'Adjust +1')
  await expect(page.getByText('Saved. Adjusted HELMET in A-01 by +1.')).toBeVisible()
})

test('a supervisor says which way a reason goes', async ({ terminalFolder, openTerminal }) => {
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.sue, pin)
  await openJob(page, 'Warehouse')
  await page.getByRole('radiogroup').getByText('Rules', { exact: true }).click()
  const found = row(page, 'Reasons for an adjustment', 'found')
  await expect(found).toContainText('adds to the book')
  await found.click()
  const dialog = page.getByRole('dialog', { name: 'Found' })
  await dialog.getByText('Whoever adjusts says it').click()
  await press(page, 'Change it')
  await expect(page.getByText('Reason found can do both now.')).toBeVisible()
  await expect(found).toContainText('can do both')

  await press(page, 'Add a reason')
  const add = page.getByRole('dialog', { name: 'Why else is stock adjusted?' })
  await add.getByRole('textbox', { name: 'Reason' }).fill('sample')
  await add.getByRole('textbox', { name: 'Means' }).fill('Taken as a sample')
  await add.getByText('It takes away').click()
  await press(page, 'Add')
  await expect(row(page, 'Reasons for an adjustment', 'sample')).toContainText(
    'takes away from the book',
  )
})
