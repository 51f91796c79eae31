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
  quantity,
  scan,
  signIn,
  signOut,
  test,
} from '../harness/index.ts'

/** What says that scans were not taken. */
const notTaken = (page: Page) => page.getByRole('alert').filter({ hasText: 'Not taken' })

async function expectNotTaken(page: Page, ...said: readonly string[]): Promise<void> {
  for (const words of said) await expect(notTaken(page)).toContainText(words)
}

async function seen(page: Page): Promise<void> {
  await press(page, 'Seen')
  await expect(notTaken(page)).toBeHidden()
}

test('a screen that takes no scans says so, and no other screen gets what was scanned there', async ({
  ana: page,
}) => {
  await openJob(page, 'Sync')
  await scan(page, 'A-02', barcodes.helmet)
  await expectNotTaken(page, 'This screen takes no scans.', 'A-02', barcodes.helmet)
  await expectNotTaken(page, 'were not used.')
  await seen(page)

  await backToJobs(page)
  await openJob(page, 'Count')
  await scan(page, 'A-02')
  await expectNotTaken(page, 'A-02 was not used.')
  await press(page, 'Plan a count')
  await scan(page, 'B-01')
  await expectNotTaken(page, 'A-02', 'B-01')

  await page.goto(page.url().replace(/#.*/, '#/pick'))
  await expect(prompt(page, 'Scan the bin')).toBeVisible()
  await scan(page, 'A-01', barcodes.helmet)
  await expectStock(page, 'A-01', 10, 9)
  await expect(page.getByRole('main')).not.toContainText('A-02')
  await expect(notTaken(page)).toBeHidden()
})

test('no desk screen and no question swallows a scan', async ({ terminalFolder, openTerminal }) => {
  const open = { type: 'OpenCount', count: 'WEEK-12', bins: ['A-01', 'A-02'] }
  await done(terminalFolder, 'sue', open)
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.sue, pin)
  const desks = [
    'sync',
    'diagnostics',
    'conflicts',
    'conflicts/none',
    'counts',
    'counts/plan',
    'counts/review/WEEK-12',
    'counts/variances',
    'people',
    'products',
    'bins',
    'rules',
    'terminals',
    'import',
  ]
  const address = page.url().replace(/#.*/, '')
  for (const desk of desks)
    await test.step(desk, async () => {
      await page.goto(`${address}#/${desk}`)
      await expect(page.getByRole('banner')).toBeVisible()
      await expect(prompt(page, 'Choose a job, or scan')).toBeHidden()
      await scan(page, `on-${desk}`)
      await expectNotTaken(page, 'This screen takes no scans.', `on-${desk} was not used.`)
      await seen(page)
    })

  await test.step('the menu of who is signed in', async () => {
    await page.getByRole('button', { name: `Signed in: ${people.sue}` }).click()
    await scan(page, 'on-menu')
    await expectNotTaken(page, 'A question is open.', 'on-menu was not used.')
    await seen(page)
    await press(page, 'Back')
  })
})

test('a scan on a question is not taken, and the screen below does not get it afterwards', async ({
  ana: page,
}) => {
  await openJob(page, 'Pick')
  await scan(page, 'A-01', barcodes.helmet)
  await expectStock(page, 'A-01', 10, 9)
  await backToJobs(page)
  const question = page.getByRole('alertdialog', { name: 'Leave without recording?' })
  await expect(question).toBeVisible()
  await scan(page, barcodes.helmetCase)
  await expectNotTaken(page, 'A question is open.', `${barcodes.helmetCase} was not used.`)
  await expect(question).toBeVisible()
  await press(page, 'Stay')
  await expectStock(page, 'A-01', 10, 9)
  await expect(quantity(page)).toContainText('1')
})

test('a badge that nobody has is said, and a scan at the wrong moment is told to nobody else', async ({
  ana: page,
}) => {
  await signOut(page)
  await scan(page, 'nobody')
  await expect(page.getByRole('alert')).toContainText('Nobody here has the badge nobody.')
  await scan(page, 'ben')
  await expect(prompt(page, 'Enter your PIN')).toBeVisible()
  await expect(page.getByRole('main')).toContainText(people.ben)
  await expect(page.getByRole('alert')).toBeHidden()
})
