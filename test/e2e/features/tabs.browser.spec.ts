import type { Page } from '@playwright/test'
import {
  barcodes,
  expect,
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
  typePin,
} from '../harness/index.ts'

/** Another tab on the same terminal, as from the address that it shows. */
async function otherTab(page: Page): Promise<Page> {
  const token = await page.evaluate(() => sessionStorage.getItem('tallydeck.token'))
  const other = await page.context().newPage()
  await other.goto(`${new URL(page.url()).origin}/#token=${token}`)
  return other
}

test('each tab has a sign-in of its own', async ({ ana }) => {
  const other = await otherTab(ana)
  await expect(other.getByRole('list', { name: 'People' })).toBeVisible()
  await signIn(other, people.ben, pin)
  await expect(ana.getByRole('button', { name: `Signed in: ${people.ana}` })).toBeVisible()
  await signOut(other)
  await expect(ana.getByRole('button', { name: `Signed in: ${people.ana}` })).toBeVisible()
  await other.reload()
  await expect(other.getByRole('list', { name: 'People' })).toBeVisible()
})

test('a new PIN from a supervisor ends the sign-in elsewhere, and keeps what is in hand there', async ({
  ana,
}) => {
  await openJob(ana, 'Receive')
  await scan(ana, 'A-01', barcodes.helmet)
  await expect(quantity(ana)).toHaveText(/^1/)

  const sue = await otherTab(ana)
  await signIn(sue, people.sue, pin)
  await openJob(sue, 'Warehouse')
  await row(sue, 'People', people.ana).click()
  await press(sue, 'Give a new PIN')
  await press(sue, 'Give a PIN')
  const given = await sue.getByRole('status', { name: 'PIN for once' }).textContent()
  await press(sue, `${people.ana} has it`)

  await expect(ana.getByRole('dialog', { name: 'Locked' })).toBeVisible()
  await typePin(ana, pin)
  await press(ana, 'Sign in')
  await expect(ana.getByRole('alert')).toContainText('That is not the PIN.')
  await typePin(ana, given ?? '')
  await press(ana, 'Sign in')
  await expect(ana.getByText('4 digits or more, which only you know.')).toBeVisible()
  await typePin(ana, '8642')
  await press(ana, 'Next')
  await typePin(ana, '8642')
  await press(ana, 'Sign in')
  await expect(ana.getByRole('dialog', { name: 'Locked' })).toHaveCount(0)
  await expect(quantity(ana)).toHaveText(/^1/)
})
