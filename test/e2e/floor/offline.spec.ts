import { setUp, signIn, signInFirst, startDemo } from '../harness/floor.ts'
import { expect, scan, test } from '../harness/index.ts'

const headLamp = '9521000001374'

test('what is received while the central store is away is on a second terminal when it is back', async ({
  openTerminal,
  centralStore,
}) => {
  await centralStore.start()
  const first = await openTerminal({ central: centralStore.address })
  await startDemo(first)
  await signInFirst(first, 'Amira Haddad', '1234')
  await first.keyboard.press('F10')
  await expect(first.getByText('Online. Everything is sent')).toBeVisible()
  await first.getByRole('button', { name: 'Back to jobs' }).click()

  await centralStore.kill()
  await expect(first.getByRole('button', { name: 'Offline' })).toBeVisible()
  await first.keyboard.press('F1')
  await scan(first, headLamp)
  await scan(first, headLamp)
  await scan(first, 'A-01-01')
  await first.getByRole('button', { name: 'Receive 2' }).click()
  await expect(first.getByRole('button', { name: 'Offline' })).toContainText('1 not sent')

  await centralStore.start()
  // The terminal asks again by itself, the longer it was refused the more seldom.
  const online = first.getByRole('button', { name: 'Online' })
  await expect(online).toBeVisible({ timeout: 45_000 })
  await expect(online).not.toContainText('not sent')

  const second = await openTerminal({ central: centralStore.address })
  await setUp(second, 'T-02', 'DEMO')
  await signIn(second, 'Amira Haddad', '1234')
  // A terminal that was just set up offers to import first.
  await second.getByRole('button', { name: 'Back to jobs' }).click()
  await second.keyboard.press('F6')
  await scan(second, headLamp)
  await expect(second.getByText('14', { exact: true }).first()).toBeVisible()
})
