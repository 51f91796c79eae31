import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import {
  backByItself,
  backToJobs,
  barcodes,
  expect,
  link,
  openJob,
  people,
  pin,
  prepareTwoTerminals,
  press,
  row,
  scan,
  signIn,
  signOut,
  test,
} from '../harness/index.ts'

async function receive(page: Page, count: number, bin: string): Promise<void> {
  await openJob(page, 'Receive')
  await scan(page, ...Array.from({ length: count }, () => barcodes.helmet), bin)
  await press(page, `Receive ${count}`)
  await expect(page.getByText(`Saved. Received ${count} of HELMET into ${bin}.`)).toBeVisible()
  await backToJobs(page)
}

test('a supervisor accepts a store that was restored from an older copy; what is not back is named', async ({
  folder,
  centralStore,
  startTerminal,
}) => {
  const { one, two } = await prepareTwoTerminals(folder, centralStore)
  const [data, copy] = [join(folder, 'central'), join(folder, 'copy')]
  await centralStore.stop()
  await cp(data, copy, { recursive: true })
  await centralStore.start()
  const sue = (await startTerminal({ dataDir: one })).page
  const ben = await startTerminal({ dataDir: two })
  await signIn(sue, people.sue, pin)
  await signIn(ben.page, people.ben, pin)
  await receive(ben.page, 2, 'A-02')
  await expect(link(ben.page)).toHaveText('Online', backByItself)
  await receive(sue, 3, 'A-01')
  await expect(link(sue)).toHaveText('Online', backByItself)
  await ben.kill()

  await centralStore.stop()
  await rm(data, { recursive: true })
  await cp(copy, data, { recursive: true })
  await centralStore.start()
  await openJob(sue, 'Sync')
  const there = sue.getByRole('region', { name: 'The store that is there' })
  await expect(there).toContainText('restored from an older copy', backByItself)
  await expect(there).toContainText(
    '2 entries that were recorded in it, 1 of them by this terminal',
  )
  await expect(row(sue, 'What it lacks', 'Stock of HELMET')).toHaveCount(2)

  await press(sue, 'Accept this store')
  const dialog = sue.getByRole('alertdialog')
  await expect(dialog).toContainText('This terminal sends 1 entry again')
  await dialog.getByRole('button', { name: /Accept this store/ }).click()
  await expect(there).toBeHidden()
  await expect(link(sue)).toHaveText('Online', backByItself)
  await expect(row(sue, 'What is not back yet', 'HELMET')).toContainText([
    /T2.*2 of HELMET received into A-02/,
  ])

  // The other one comes back, accepts it too, and nothing is missing any more.
  const again = (await startTerminal({ dataDir: two })).page
  await signIn(again, people.ben, pin)
  await openJob(again, 'Sync')
  const seen = again.getByRole('region', { name: 'The store that is there' })
  await expect(seen).toContainText('Fetch a supervisor', backByItself)
  await expect(again.getByRole('button', { name: 'Accept this store' })).toBeHidden()
  await backToJobs(again)
  await signOut(again)
  await signIn(again, people.sue, pin)
  await openJob(again, 'Sync')
  await press(again, 'Accept this store')
  await again
    .getByRole('alertdialog')
    .getByRole('button', { name: /Accept this store/ })
    .click()
  await expect(link(again)).toHaveText('Online', backByItself)
  await expect(sue.getByRole('region', { name: 'Not back yet' })).toBeHidden(backByItself)
})
