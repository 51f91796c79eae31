import { expect, type Page } from '@playwright/test'

/** Sets a new terminal up as the demo warehouse. */
export async function startDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start with a demo warehouse' }).click()
  await expect(page.getByText('Who are you?')).toBeVisible()
}

/** Sets a new terminal up for a warehouse that may be there already; the central store is the one it was started with. */
export async function setUp(page: Page, terminal: string, warehouse: string): Promise<void> {
  await page.getByRole('button', { name: 'Set up my warehouse' }).click()
  await page.getByRole('textbox', { name: 'Terminal' }).fill(terminal)
  await page.getByRole('textbox', { name: 'Warehouse' }).fill(warehouse)
  await page.getByRole('button', { name: 'Set up this terminal' }).click()
}

/** Types a PIN on the keypad, as a finger does, and goes on. */
async function enterPin(page: Page, pin: string, goOn: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: goOn }).click()
}

/** Signs in for the first time, which chooses the PIN. */
export async function signInFirst(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await enterPin(page, pin, 'Next')
  await enterPin(page, pin, 'Sign in')
  await expect(page.getByRole('button', { name: `Signed in: ${name}` })).toBeVisible()
}

export async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await enterPin(page, pin, 'Sign in')
  await expect(page.getByRole('button', { name: `Signed in: ${name}` })).toBeVisible()
}
