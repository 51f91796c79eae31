import type { Page } from '@playwright/test'
import {
  backToJobs,
  barcodes,
  done,
  expect,
  openJob,
  people,
  pin,
  prepareTwoTerminals,
  press,
  prompt,
  row,
  scan,
  signIn,
  signOut,
  synced,
  test,
} from '../harness/index.ts'

const covered = 'covered while you count it blind'

/** Looks a code up by scanning it among the jobs. */
async function lookUp(page: Page, code: string): Promise<void> {
  await page.goto(page.url().replace(/#.*/, '#/'))
  await expect(prompt(page, 'Choose a job, or scan')).toBeVisible()
  await scan(page, code)
}

test('whoever counts blind is not told the book by look-up or by a job, and works on all the same', async ({
  terminalFolder,
  openTerminal,
}) => {
  await done(terminalFolder, 'sue', { type: 'OpenCount', count: 'C1', bins: ['A-01'], blind: true })
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.ana, pin)
  await lookUp(page, 'A-01')
  await expect(row(page, 'What is in it', 'HELMET')).toContainText('10')

  await page.goto(page.url().replace(/#.*/, '#/'))
  await openJob(page, 'Count')
  await row(page, 'Counts', 'C1').click()
  await expect(prompt(page, 'Scan the bin you stand at')).toBeVisible()
  await lookUp(page, 'A-01')
  await expect(
    page.getByText('Covered while you count it blind', { exact: true }).first(),
  ).toBeVisible()
  await expect(row(page, 'What is in it', 'HELMET')).toHaveCount(0)
  await expect(row(page, 'Last movements', 'Received')).toHaveCount(0)
  await lookUp(page, barcodes.helmet)
  await expect(page.getByText('What you count blind is not shown here.')).toBeVisible()
  await expect(row(page, 'Where it is', 'A-01')).toHaveCount(0)
  await expect(page.getByRole('main')).not.toContainText('None of it')
  await expect(page.getByRole('main')).not.toContainText('Nothing has moved')

  await page.goto(page.url().replace(/#.*/, '#/'))
  await openJob(page, 'Pick')
  await scan(page, 'A-01')
  await expect(page.getByRole('main')).toContainText(
    `What is in A-01 is ${covered}. Scan the goods.`,
  )
  await scan(page, barcodes.helmet)
  await expect(page.getByRole('main')).toContainText(`in A-01: ${covered}`)
  await press(page, 'Pick 1')
  await expect(page.getByText('Saved. Picked 1 of HELMET from A-01.')).toBeVisible()
  await backToJobs(page)

  await signOut(page)
  await signIn(page, people.sue, pin)
  await lookUp(page, 'A-01')
  await expect(row(page, 'What is in it', 'HELMET')).toContainText('9')
})

test('whoever counts blind is told why a conflict is covered and until when, and settles it after that', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const { one, two } = await prepareTwoTerminals(folder, centralStore)
  const pickEight = { type: 'PickStock', sku: 'HELMET', bin: 'A-01', quantity: 8 }
  const place = { count: 'C1', bin: 'A-01', sku: 'HELMET' }
  await done(two, 'ben', pickEight)
  await synced(two)
  await done(one, 'ana', pickEight)
  await synced(one)
  await done(
    one,
    'sue',
    { type: 'OpenCount', count: 'C1', bins: ['A-01'], blind: true },
    { type: 'RecordCount', ...place, quantity: 2 },
  )
  const page = await openTerminal({ dataDir: one })
  await signIn(page, people.sue, pin)
  await openJob(page, 'Conflicts')
  const covered = row(page, 'Conflicts', `A movement of HELMET in A-01, covered`)
  await expect(covered).toContainText('Shown when C1 is handed in')
  await covered.click()
  await expect(page.getByText('You count blind what this is about, in count C1.')).toBeVisible()
  await expect(
    page.getByText('Count, and hand in C1: then all of it is shown here, and you can settle it.'),
  ).toBeVisible()
  await expect(page.getByRole('radiogroup', { name: 'How to settle it' })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'What happened' })).toHaveCount(0)

  await page.goto(page.url().replace(/#.*/, '#/counts/plan'))
  await expect(row(page, 'Bins to count', 'A-01')).toContainText('covered')

  await page.goto(page.url().replace(/#.*/, '#/conflicts'))
  await covered.click()
  await press(page, 'Count it now')
  await press(page, 'Hand in')
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto(page.url().replace(/#.*/, '#/conflicts'))
  await row(page, 'Conflicts', 'Pick 8 of HELMET from A-01').click()
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('2 in A-01')
  await expect(page.getByRole('radiogroup', { name: 'How to settle it' })).toBeVisible()
})
