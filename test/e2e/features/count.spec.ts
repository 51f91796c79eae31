import type { Page } from '@playwright/test'
import {
  backTo,
  backToJobs,
  barcodes,
  done,
  expect,
  openJob,
  people,
  pin,
  press,
  prompt,
  row,
  scan,
  signIn,
  signOut,
  test,
  trail,
} from '../harness/index.ts'

const count = 'WEEK-12'

async function openCount(page: Page): Promise<void> {
  await openJob(page, 'Count')
  await row(page, 'Counts', count).click()
}

const helmets = (page: Page, found: number) =>
  scan(page, ...Array.from({ length: found }, () => barcodes.helmet))

const countedHere = (page: Page, sku = 'HELMET') => row(page, 'In this bin', sku)

async function handIn(page: Page): Promise<void> {
  await press(page, 'Hand in')
  const dialog = page.getByRole('dialog', { name: 'Hand the count in?' })
  await expect(dialog).toContainText('Every bin has been counted.')
  await dialog.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('heading', { name: 'Counts' })).toBeVisible()
}

test('a blind count is planned, counted, counted again by somebody else, and approved into the book', async ({
  terminalFolder,
  openTerminal,
}) => {
  const page = await openTerminal({ dataDir: terminalFolder })

  await test.step('the supervisor plans it', async () => {
    await signIn(page, people.sue, pin)
    await openJob(page, 'Count')
    await press(page, 'Plan a count')
    await page.getByRole('textbox', { name: 'Called' }).fill(count)
    await page.getByRole('textbox', { name: 'Pieces' }).fill('0')
    await row(page, 'Bins to count', 'A-01').click()
    await row(page, 'Bins to count', 'A-02').click()
    await press(page, 'Open with 2 bins')
    await expect(prompt(page, 'Scan the bin you stand at')).toBeVisible()
    await signOut(page)
  })

  await test.step('Ana counts, without being told what the book says', async () => {
    await signIn(page, people.ana, pin)
    await openCount(page)
    await scan(page, 'A-01')
    await expect(page.getByText('Nothing counted here yet.')).toBeVisible()
    await expect(page.getByRole('main')).not.toContainText('HELMET')
    await helmets(page, 9)
    await expect(countedHere(page)).toHaveText('HELMET9 scans9')
    await scan(page, 'A-02')
    await press(page, 'Bin is empty')
    await expect(page.getByText('A-02 is empty. Scan the next bin.')).toBeVisible()
    await expect(page.getByText('2 of 2 bins, 0 left')).toBeVisible()
    await handIn(page)
    await signOut(page)
  })

  await test.step('the supervisor has what is off counted again', async () => {
    await signIn(page, people.sue, pin)
    await openCount(page)
    await expect(row(page, 'Lines of the count', 'A-01')).toHaveText(
      /HELMET Helmet, red\s*10\s*9\s*−1.*needs a reason/,
    )
    await expect(page.getByRole('button', { name: 'Approve 0' })).toBeDisabled()
    await press(page, 'Recount 1')
    await expect(row(page, 'Lines of the count', 'A-01')).toContainText('to recount')
    await signOut(page)
  })

  await test.step('not by Ana, but by Ben', async () => {
    await signIn(page, people.ana, pin)
    await openCount(page)
    await scan(page, 'A-01', barcodes.helmet)
    await expect(page.getByRole('alert')).toContainText('Somebody else has to count this place.')
    await signOut(page)
    await signIn(page, people.ben, pin)
    await openCount(page)
    await scan(page, 'A-01')
    await helmets(page, 8)
    await expect(countedHere(page)).toHaveText('HELMET8 scans8')
    await signOut(page)
  })

  await test.step('and approves with a reason what is really missing', async () => {
    await signIn(page, people.sue, pin)
    await openCount(page)
    const line = row(page, 'Lines of the count', 'needs a reason')
    await expect(line).toHaveText(/HELMET Helmet, red\s*10\s*8\s*−2.*ben/)
    await line.click()
    const dialog = page.getByRole('dialog', { name: 'HELMET in A-01' })
    await expect(dialog.getByRole('button', { name: 'Accept as counted' })).toBeDisabled()
    await dialog.getByRole('radiogroup', { name: 'Why is it off?' }).getByText(/lost/i).click()
    await press(page, 'Accept as counted')
    await press(page, 'Approve 1')
    await expect(page.getByText('Approved. The differences go into the book.')).toBeVisible()
    await expect(row(page, 'Lines of the count', 'A-01').first()).toContainText('in the book')
  })

  await backTo(page, 'counts')
  await backToJobs(page)
  await scan(page, 'A-01')
  await expect(row(page, 'What is in it', 'HELMET')).toContainText('8')
  await expect(row(page, 'Last movements', 'Counted')).toContainText('−2')
})

test('a guided count shows what should be there; once it is in the book, the accuracy of the day is drawn', async ({
  terminalFolder,
  openTerminal,
}) => {
  await done(terminalFolder, 'admin', {
    type: 'ReceiveStock',
    sku: 'GLOVE',
    bin: 'A-02',
    quantity: 5,
  })
  const page = await openTerminal({ dataDir: terminalFolder })

  await test.step('the supervisor lets counters see the book, and one piece more or less pass', async () => {
    await signIn(page, people.sue, pin)
    await openJob(page, 'Count')
    await press(page, 'Plan a count')
    await page.getByRole('textbox', { name: 'Called' }).fill(count)
    await page.getByRole('radiogroup', { name: 'Counters see the book' }).getByText('Yes').click()
    await page.getByRole('textbox', { name: 'Pieces' }).fill('1')
    await row(page, 'Bins to count', 'A-01').click()
    await row(page, 'Bins to count', 'A-02').click()
    await press(page, 'Open with 2 bins')
    await expect(prompt(page, 'Scan the bin you stand at')).toBeVisible()
    await signOut(page)
  })

  await test.step('Ana is shown what to look for, and counts it without a label to scan', async () => {
    await signIn(page, people.ana, pin)
    await openCount(page)
    await scan(page, 'A-01')
    await expect(countedHere(page)).toHaveText('Helmet, redHELMETnot yet')
    await countedHere(page).click()
    await page.keyboard.type('9')
    await press(page, 'Count 9')
    await expect(countedHere(page)).toHaveText('Helmet, redHELMETby hand9')
    await press(page, 'Next: A-02')
    await expect(countedHere(page, 'GLOVE')).toHaveText('Glove, size 9GLOVEnot yet')
    await countedHere(page, 'GLOVE').click()
    await page
      .getByRole('group', { name: 'Quantity' })
      .getByRole('button', { name: '5', exact: true })
      .click()
    await page.keyboard.press('F12')
    await expect(countedHere(page, 'GLOVE')).toHaveText('Glove, size 9GLOVEby hand5')
    await handIn(page)
    await signOut(page)
  })

  await test.step('the supervisor approves it all, and reads how well the book agreed', async () => {
    await signIn(page, people.sue, pin)
    await openCount(page)
    await expect(row(page, 'Lines of the count', 'A-01')).toHaveText(
      /HELMET Helmet, red\s*10\s*9\s*−1.*can be approved/,
    )
    await expect(page.getByText('2 places counted, 1 of them off, by −1 piece.')).toBeVisible()
    await press(page, 'Approve 2')
    await expect(page.getByText('Approved. The differences go into the book.')).toBeVisible()
    await backTo(page, 'counts')
    await press(page, 'Variances')
    await expect(page.getByRole('heading', { name: '1 line was off' })).toBeVisible()
    await expect(row(page, 'Variances', 'A-01')).toHaveText(/HELMET.*−1.*ana.*in the book/)
    const accuracy = page.getByRole('figure')
    await expect(accuracy).toHaveText(/On [-\d]+ 50 % of 2 lines agreed with the book/)
    await expect(accuracy.getByRole('img', { name: 'Accuracy over time' })).toBeVisible()
    await expect(accuracy.locator('circle')).toHaveText([/^[-\d]+: 50 % of 2 lines$/])
    await page
      .getByRole('radiogroup', { name: 'Show them by' })
      .getByText('counter', { exact: true })
      .click()
    await expect(row(page, 'Variances by counter', 'ana')).toHaveText('ana10−1−1')
  })
})

test('a count that a power cut interrupts goes on at the same bin, with all that was counted', async ({
  terminalFolder,
  startTerminal,
}) => {
  const bins = ['A-01', 'A-02', 'B-01']
  await done(terminalFolder, 'sue', { type: 'OpenCount', count, bins, blind: true })
  const first = await startTerminal({ dataDir: terminalFolder })
  await signIn(first.page, people.ana, pin)
  await openCount(first.page)
  await scan(first.page, 'B-01')
  await press(first.page, 'Bin is empty')
  await expect(first.page.getByText('B-01 is empty. Scan the next bin.')).toBeVisible()
  await scan(first.page, 'A-01')
  await helmets(first.page, 3)
  await expect(countedHere(first.page)).toHaveText('HELMET3 scans3')
  await first.kill()

  const { page } = await startTerminal({ dataDir: terminalFolder })
  await signIn(page, people.ana, pin)
  await openCount(page)
  await expect(prompt(page, 'Scan what is in it, or the next bin')).toBeVisible()
  await expect(countedHere(page)).toHaveText('HELMET3 scans3')
  await expect(page.getByText('2 of 3 bins, 1 left')).toBeVisible()
  await helmets(page, 2)
  await expect(countedHere(page)).toHaveText('HELMET5 scans5')
  await press(page, 'Undo')
  await expect(countedHere(page)).toHaveText('HELMET4 scans4')
  await expect(trail(page)).toHaveCount(4)
  await expect(page.getByRole('button', { name: 'Next: A-02' })).toBeEnabled()
})

test('a supervisor does not approve the own count, and is told who may and which rule says so', async ({
  terminalFolder,
  openTerminal,
}) => {
  await done(terminalFolder, 'sue', { type: 'OpenCount', count, bins: ['A-01'] })
  await done(
    terminalFolder,
    'sue',
    { type: 'RecordCount', count, bin: 'A-01', sku: 'HELMET', quantity: 10 },
    { type: 'SubmitCount', count },
  )
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.sue, pin)
  await openCount(page)
  await page.getByRole('radiogroup', { name: 'Show lines' }).getByText('all').click()
  await expect(row(page, 'Lines of the count', 'A-01')).toContainText('counted by you')
  await expect(page.getByRole('alert')).toContainText('Another supervisor approves')
  await expect(page.getByRole('alert')).toContainText('change the rule')
  await expect(page.getByRole('button', { name: 'Approve 0' })).toBeDisabled()
})

test('a bin is gone on with where it was left, however many scans ago that was', async ({
  terminalFolder,
  openTerminal,
}) => {
  const scanned = (bin: string, times: number, tally: string) =>
    Array.from({ length: times }, () => ({
      type: 'ScanCount',
      count,
      bin,
      sku: 'HELMET',
      quantity: 1,
      tally,
    }))
  await done(terminalFolder, 'sue', { type: 'OpenCount', count, bins: ['A-01', 'A-02'] })
  await done(terminalFolder, 'ana', ...scanned('A-01', 7, 'first'), ...scanned('A-02', 510, 'next'))

  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.ana, pin)
  await openCount(page)
  await scan(page, 'A-01')
  await expect(countedHere(page)).toContainText('7')
  await helmets(page, 1)
  await expect(countedHere(page)).toContainText('8')
  await scan(page, 'A-02')
  await expect(countedHere(page)).toContainText('510')
})
