import type { Page } from '@playwright/test'
import {
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
