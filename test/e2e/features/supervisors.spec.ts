import type { Page } from '@playwright/test'
import {
  backTo,
  expect,
  openJob,
  people,
  pin,
  press,
  prompt,
  signIn,
  signOut,
  test,
} from '../harness/index.ts'

/** Opens a screen by its address, as from a bookmark. */
const openAddress = (page: Page, path: string) =>
  page.evaluate((hash) => {
    window.location.hash = hash
  }, path)

const closed = (page: Page) => page.getByRole('alert').filter({ hasText: 'Only a supervisor' })

test('an operator who comes to a supervisor’s screen by its address is told whose it is, and led back', async ({
  ana: page,
}) => {
  const screens = [
    ['/people', 'People, and what they may do', 'jobs'],
    ['/rules', 'Rules of the warehouse', 'jobs'],
    ['/bins', 'Bins of the warehouse', 'jobs'],
    ['/products', 'Products', 'jobs'],
    ['/terminals', 'Terminals', 'jobs'],
    ['/import', 'Import from files', 'jobs'],
    ['/diagnostics', 'How this terminal is', 'sync'],
    ['/counts/variances', 'What counts found to be off', 'counts'],
    ['/counts/review/WEEK-12', 'Review of count WEEK-12', 'counts'],
  ] as const
  for (const [path, title, place] of screens) {
    await openAddress(page, path)
    await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible()
    await expect(closed(page)).toContainText(`${people.ana} is signed in`)
    await expect(closed(page)).toContainText(`go back to the ${place}.`)
    await expect(page.getByRole('table')).toHaveCount(0)
    await expect(page.getByRole('button', { name: `Back to ${place}` })).toBeVisible()
  }
  await press(page, 'Go back')
  await expect(page.getByRole('heading', { name: 'Counts', exact: true })).toBeVisible()

  await openAddress(page, '/people')
  await page.keyboard.press('Escape')
  await expect(prompt(page, 'Choose a job')).toBeVisible()
})

test('a supervisor gets the same screens, each with a way back named after where it leads', async ({
  terminalFolder,
  openTerminal,
}) => {
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.sue, pin)
  await openJob(page, 'Sync')
  await press(page, 'Diagnostics')
  await expect(page.getByRole('heading', { name: 'How this terminal is' })).toBeVisible()
  await backTo(page, 'sync')
  await expect(page.getByRole('region', { name: 'How it stands' })).toBeVisible()
  await backTo(page, 'jobs')

  await openJob(page, 'Count')
  await press(page, 'Variances')
  await expect(page.getByRole('heading', { name: '0 lines were off' })).toBeVisible()
  await backTo(page, 'counts')
  await backTo(page, 'jobs')
  await expect(prompt(page, 'Choose a job')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Back to/ })).toHaveCount(0)

  await openJob(page, 'Warehouse')
  await expect(page.getByRole('table', { name: 'People' })).toBeVisible()
  await expect(closed(page)).toHaveCount(0)
  await signOut(page)
})
