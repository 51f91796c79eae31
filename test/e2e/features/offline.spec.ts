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
  test,
  trail,
} from '../harness/index.ts'

async function receive(page: Page, count: number, bin: string): Promise<void> {
  await openJob(page, 'Receive')
  await scan(page, ...Array.from({ length: count }, () => barcodes.helmet), bin)
  await press(page, `Receive ${count}`)
  await expect(page.getByText(`Saved. Received ${count} of HELMET into ${bin}.`)).toBeVisible()
}

test('two terminals work on without the central store, and agree by themselves when it is back', async ({
  folder,
  centralStore,
  startTerminal,
}) => {
  const { one, two } = await prepareTwoTerminals(folder, centralStore)
  const first = await startTerminal({ dataDir: one })
  const ben = (await startTerminal({ dataDir: two })).page
  await signIn(first.page, people.ana, pin)
  await signIn(ben, people.ben, pin)
  await expect(link(first.page)).toHaveText('Online')
  await expect(link(ben)).toHaveText('Online')

  await centralStore.kill()
  await expect(link(first.page)).toHaveText('Offline')
  await expect(link(ben)).toHaveText('Offline')
  await receive(first.page, 4, 'A-02')
  await expect(trail(first.page).first()).toContainText('Not sent yet')
  await expect(link(first.page)).toContainText('1 not sent')
  await backToJobs(first.page)
  await receive(first.page, 2, 'B-01')
  await expect(link(first.page)).toContainText('2 not sent')
  await receive(ben, 1, 'A-02')
  await expect(link(ben)).toContainText('1 not sent')

  // A power cut while it is offline: what was saved waits on.
  await first.kill()
  const ana = (await startTerminal({ dataDir: one })).page
  await signIn(ana, people.ana, pin)
  await expect(link(ana)).toContainText('2 not sent')
  await openJob(ana, 'Sync')
  await expect(ana.getByRole('heading', { name: /2 not sent yet$/ })).toBeVisible()
  await expect(row(ana, 'Not sent yet', 'Receive')).toHaveText([
    /Receive 4 of HELMET into A-02/,
    /Receive 2 of HELMET into B-01/,
  ])

  await centralStore.start()
  await expect(link(ana)).toHaveText('Online', backByItself)
  await expect(link(ben)).toHaveText('Online', backByItself)
  await expect(ana.getByRole('heading', { name: 'Online. Everything is sent' })).toBeVisible()
  await expect(ana.getByText('Everything has been sent')).toBeVisible()
  await expect(trail(ben).first()).toContainText('Confirmed')

  await backToJobs(ana)
  await backToJobs(ben)
  for (const page of [ana, ben]) {
    await scan(page, barcodes.helmet)
    await expect(row(page, 'Where it is', 'A-01')).toHaveText('A-011010')
    await expect(row(page, 'Where it is', 'A-02')).toHaveText('A-0255')
    await expect(row(page, 'Where it is', 'B-01')).toHaveText('B-0122')
    await expect(row(page, 'Last movements', 'ana')).toHaveText([
      /\+2.*Confirmed/,
      /\+4.*Confirmed/,
    ])
    await expect(row(page, 'Last movements', 'ben')).toHaveText([/\+1.*Confirmed/])
  }
})
