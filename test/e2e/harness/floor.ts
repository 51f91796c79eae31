import { expect, type Locator, type Page } from '@playwright/test'

/** The terminal tries again at growing distances; this is beyond the longest. */
export const backByItself = { timeout: 120_000 }

/** A button of the screen by what it says: an action with its key, or any other. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

/** Types a PIN and waits until the pad has it all. */
export async function typePin(page: Page, pin: string): Promise<void> {
  await page.keyboard.type(pin)
  await expect(page.getByLabel(`PIN: ${pin.length} digits`)).toBeVisible()
}

export const choosePerson = (page: Page, name: string): Promise<void> =>
  page.getByRole('list', { name: 'People' }).getByRole('button', { name }).click()

/** Fills in what a new terminal is to be called, and where it stands. */
export async function nameTerminal(page: Page, terminal: string, warehouse: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Terminal' }).fill(terminal)
  await page.getByRole('textbox', { name: 'Warehouse' }).fill(warehouse)
}

/** Signs somebody in who has a PIN. */
export async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await choosePerson(page, name)
  await typePin(page, pin)
  await press(page, 'Sign in')
  await expect(page.getByRole('button', { name: `Signed in: ${name}` })).toBeVisible()
}

/** Chooses the first supervisor's PIN while a terminal is set up, which signs in with it. */
export async function chooseFirstPin(page: Page, pin: string): Promise<void> {
  await typePin(page, pin)
  await press(page, 'Next')
  await expect(page.getByRole('alertdialog', { name: 'The same PIN once more' })).toBeVisible()
  await typePin(page, pin)
  await press(page, 'Set up')
  await expect(page.getByRole('button', { name: 'Signed in: Administrator' })).toBeVisible()
}

/** Signs somebody in for the first time where nobody has a PIN yet, which chooses theirs. */
export async function signInFirst(page: Page, name: string, pin: string): Promise<void> {
  await choosePerson(page, name)
  await typePin(page, pin)
  await press(page, 'Next')
  await typePin(page, pin)
  await press(page, 'Sign in')
  await expect(page.getByRole('button', { name: `Signed in: ${name}` })).toBeVisible()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Signed in: / }).click()
  await press(page, 'Sign out')
  await expect(page.getByRole('list', { name: 'People' })).toBeVisible()
}

/** Opens a job from the jobs' tiles. */
export const openJob = (page: Page, label: string): Promise<void> =>
  page.getByRole('button', { name: new RegExp(`^${label}`) }).click()

/** Back by the strip's button, which says where it leads. */
export const backTo = (page: Page, place: string): Promise<void> => press(page, `Back to ${place}`)

export const backToJobs = (page: Page): Promise<void> => backTo(page, 'jobs')

/** What the next scan should be. */
export const prompt = (page: Page, text: string): Locator =>
  page.getByRole('status').filter({ hasText: text })

/** The quantity in hand, as it stands on the display. */
export const quantity = (page: Page): Locator => page.getByRole('status', { name: 'Quantity' })

/** What a bin holds now and would hold after, as the job shows it. */
export const expectStock = (page: Page, bin: string, before: number, after: number) =>
  expect(
    page
      .getByRole('main')
      .locator('dl')
      .filter({ has: page.getByRole('term').getByText(`in ${bin}`, { exact: true }) })
      .getByRole('definition'),
  ).toHaveText([new RegExp(`^${before}( \\(not sent yet\\))?$`), `${after}`.replace('-', '−')])

/** What was just done, newest first. */
export const trail = (page: Page): Locator =>
  page.getByRole('region', { name: 'Just done' }).getByRole('listitem')

/** The word on the connection: state, how much is not sent, how much to settle. */
export const link = (page: Page): Locator =>
  page.getByRole('banner').getByRole('button', { name: /^(Online|Offline|Connecting|Stopped)/ })

/** A row of a table by what it says. */
export const row = (page: Page, table: string, text: string | RegExp): Locator =>
  page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: text })
