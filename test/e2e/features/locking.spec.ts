import type { Locator, Page } from '@playwright/test'
import {
  barcodes,
  choosePerson,
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
  test,
  trail,
  typePin,
} from '../harness/index.ts'

const locked = (page: Page) => page.getByRole('dialog', { name: 'Locked' })

/** Ana has two helmets in hand, and then nobody touches the terminal for a while. */
async function leaveInHand(page: Page): Promise<void> {
  await page.clock.install()
  await signIn(page, people.ana, pin)
  await openJob(page, 'Receive')
  await scan(page, 'A-01', barcodes.helmet, barcodes.helmet)
  await expect(quantity(page)).toHaveText(/^2/)
  await page.clock.fastForward('09:30')
  await expect(locked(page)).toHaveCount(0)
  await page.clock.fastForward('00:45')
  await expect(locked(page)).toBeVisible()
}

/** Something else stands before it. */
const isUnder = (thing: Locator) =>
  thing.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return !element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })

const unlock = async (page: Page) => {
  await typePin(page, pin)
  await press(page, 'Sign in')
}

test('a terminal that nobody touches is locked, and whoever worked there goes on where they were', async ({
  terminalFolder,
  openTerminal,
}) => {
  const page = await openTerminal({ dataDir: terminalFolder })
  await leaveInHand(page)

  await test.step('what was entered is not to be seen, and no key or scan reaches it', async () => {
    await expect(locked(page)).toContainText(people.ana)
    expect(await isUnder(quantity(page))).toBe(true)
    await page.keyboard.press('F12')
    await expect(locked(page)).toBeVisible()
    await scan(page, barcodes.helmet)
    await expect(locked(page)).toContainText('Nobody here has the badge')
  })

  await test.step('a wrong PIN does not open it', async () => {
    await typePin(page, '9999')
    await press(page, 'Sign in')
    await expect(page.getByRole('alert').filter({ hasText: 'not the PIN' })).toBeVisible()
  })

  await unlock(page)
  await expect(locked(page)).toHaveCount(0)
  await expect(quantity(page)).toHaveText(/^2/)
  await expectStock(page, 'A-01', 10, 12)
  await scan(page, barcodes.helmet)
  await expect(quantity(page)).toHaveText(/^3/)
  await press(page, 'Receive 3')
  await expect(trail(page)).toHaveCount(1)
  await expect(trail(page).first()).toContainText('+3')
})

test('somebody else who signs in there is asked before what was entered is dropped', async ({
  terminalFolder,
  openTerminal,
}) => {
  const page = await openTerminal({ dataDir: terminalFolder })
  await leaveInHand(page)
  await press(page, 'Somebody else')
  await choosePerson(page, people.ben)
  await unlock(page)

  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('2 of HELMET is not recorded yet.')
  expect(await isUnder(quantity(page))).toBe(true)
  await press(page, `Leave it to ${people.ana}`)
  await unlock(page)
  await expect(locked(page)).toHaveCount(0)
  expect(await isUnder(quantity(page))).toBe(false)
  await expect(quantity(page)).toHaveText(/^2/)

  await test.step('dropped, it is gone with a word, and the next person begins with the jobs', async () => {
    await page.clock.fastForward('10:30')
    await press(page, 'Somebody else')
    await choosePerson(page, people.ben)
    await unlock(page)
    await press(page, 'Drop it')
    await expect(page.getByRole('button', { name: `Signed in: ${people.ben}` })).toBeVisible()
    await expect(prompt(page, 'Choose a job')).toBeVisible()
    await openJob(page, 'Receive')
    await expect(trail(page)).toHaveCount(0)
    await expect(page.getByText('HELMET')).toHaveCount(0)
  })
})

test('whoever leaves can lock the screen, with nothing in hand too', async ({ ana: page }) => {
  await openJob(page, 'Look up')
  await page.getByRole('button', { name: /^Signed in: / }).click()
  await press(page, 'Lock')
  await expect(locked(page)).toBeVisible()
  await press(page, 'Somebody else')
  await choosePerson(page, people.ben)
  await unlock(page)
  await expect(page.getByRole('button', { name: `Signed in: ${people.ben}` })).toBeVisible()
  await expect(prompt(page, 'Choose a job')).toBeVisible()
})

test('a page that is loaded again finds its sign-in', async ({ ana: page }) => {
  await page.reload()
  await expect(page.getByRole('button', { name: `Signed in: ${people.ana}` })).toBeVisible()
})
