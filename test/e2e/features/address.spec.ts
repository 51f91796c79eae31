import { join } from 'node:path'
import {
  backToJobs,
  expect,
  link,
  openJob,
  people,
  pin,
  prepareTerminal,
  press,
  signIn,
  signOut,
  test,
} from '../harness/index.ts'

test('a supervisor tells a terminal where its central store has moved to, and its password is shown nowhere', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const dataDir = join(folder, 'terminal')
  await prepareTerminal(dataDir, 'esdb://t1:secret@127.0.0.1:1?tls=false')
  const page = await openTerminal({ dataDir })
  await signIn(page, people.ana, pin)
  await openJob(page, 'Sync')
  await expect(page.getByRole('region', { name: 'How it stands' })).toContainText(
    'Central store esdb://t1@127.0.0.1:1?tls=false',
  )
  await expect(page.getByRole('button', { name: 'Change the address' })).toHaveCount(0)
  await backToJobs(page)
  await signOut(page)

  await signIn(page, people.sue, pin)
  await openJob(page, 'Sync')
  await press(page, 'Change the address')
  const dialog = page.getByRole('dialog', { name: 'Where is the central store?' })
  const address = dialog.getByRole('textbox', { name: 'Address of the central store' })
  const password = dialog.getByRole('textbox', { name: 'Password' })
  await expect(address).toHaveValue('esdb://t1@127.0.0.1:1?tls=false')
  await expect(dialog.getByRole('button', { name: 'Use this address' })).toBeDisabled()
  await password.fill('secret')
  await expect(password).toHaveAttribute('type', 'password')
  await press(page, 'Look there')
  await expect(dialog.getByRole('alert')).toContainText('The central store cannot be reached.')

  await centralStore.start()
  await address.fill(centralStore.address)
  await expect(password).toHaveCount(0)
  await press(page, 'Look there')
  await expect(dialog.getByText('A central store answers there.')).toBeVisible()
  await press(page, 'Use this address')
  await expect(dialog).toHaveCount(0)
  await expect(link(page)).toHaveText('Online')
  await expect(page.getByRole('heading', { name: 'Online. Everything is sent' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'How it stands' })).toContainText(
    `Central store ${centralStore.address}`,
  )
})
