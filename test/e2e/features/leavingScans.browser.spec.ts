import type { Page } from '@playwright/test'
import {
  barcodes,
  expect,
  people,
  pin,
  press,
  prompt,
  openJob,
  scan,
  signIn,
  test,
} from '../harness/index.ts'

/** What says that scans were not taken. */
const notTaken = (page: Page) => page.getByRole('alert').filter({ hasText: 'Not taken' })

test('what waits for a screen that is left is told, and the next screen does not get it', async ({
  terminalFolder,
  startTerminal,
}) => {
  const { page, process: host } = await startTerminal({ dataDir: terminalFolder })
  await signIn(page, people.ana, pin)
  await openJob(page, 'Pick')
  await expect(prompt(page, 'Scan the bin')).toBeVisible()

  // The terminal is too busy to answer: one scan is being looked up, the next two wait.
  host.kill('SIGSTOP')
  await scan(page, 'A-01', 'A-02', barcodes.helmet)
  await expect(page.getByText('2 waiting')).toBeVisible()
  await press(page, 'Jobs')
  const question = page.getByRole('alertdialog', { name: 'Leave without recording?' })
  await expect(question).toContainText('3 scans were not used yet.')
  await press(page, 'Leave')
  await openJob(page, 'Move')
  host.kill('SIGCONT')

  for (const code of ['A-01', 'A-02', barcodes.helmet])
    await expect(notTaken(page)).toContainText(code)
  await expect(notTaken(page)).toContainText('The screen was left before')
  await scan(page, 'B-01')
  await expect(page.getByRole('main')).toContainText('B-01')
  await expect(page.getByRole('main')).not.toContainText('A-0')
  await expect(page.getByRole('main')).not.toContainText('HELMET')
  await expect(notTaken(page), 'stays until a person has seen it').toBeVisible()
  await press(page, 'Seen')
  await expect(notTaken(page)).toBeHidden()
})

test('a look-up that is answered after its screen was left leads nowhere', async ({
  terminalFolder,
  startTerminal,
}) => {
  const { page, process: host } = await startTerminal({ dataDir: terminalFolder })
  await signIn(page, people.ana, pin)
  await expect(prompt(page, 'Choose a job, or scan to look up')).toBeVisible()
  host.kill('SIGSTOP')
  await scan(page, barcodes.helmet)
  await openJob(page, 'Receive')
  await expect(notTaken(page)).toContainText(`${barcodes.helmet} was not used.`)
  host.kill('SIGCONT')
  await scan(page, 'B-01')
  await expect(page.getByRole('main')).toContainText('B-01')
  await expect(prompt(page, 'Scan what came in')).toBeVisible()
})
