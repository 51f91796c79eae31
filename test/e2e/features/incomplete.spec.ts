import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { administer } from '#test/support/conformance/administration.ts'
import type { StoreProcess } from '#test/support/storeProcess.ts'
import {
  barcodes,
  done,
  expect,
  openJob,
  people,
  pin,
  prepareTerminal,
  press,
  row,
  scan,
  setUp,
  signIn,
  signOut,
  synced,
  test,
} from '../harness/index.ts'

const STOCK = 'stock-WH1.HELMET'

/** Somebody cuts a stream short, and scavenges the store: what came before is gone. */
async function cutShort(store: StoreProcess, stream: string, before: number): Promise<void> {
  const administration = administer(store.address)
  await administration.client.setStreamMetadata(stream, { truncateBefore: before })
  await administration.scavenge()
  await administration.close()
}

/** A terminal that was set up after the receipt of ten helmets was cut off: it knows of the five that came later. */
async function incompleteTerminal(folder: string, store: StoreProcess): Promise<string> {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')]
  await store.start()
  await prepareTerminal(one, store.address, [
    { type: 'ReceiveStock', sku: 'HELMET', bin: 'A-01', quantity: 5 },
    { type: 'ReceiveStock', sku: 'GLOVE', bin: 'A-01', quantity: 2 },
  ])
  await synced(one)
  await cutShort(store, STOCK, 1)
  await setUp(two, 'T2', store.address)
  await synced(two)
  return two
}

const home = (page: Page) => page.goto(page.url().replace(/#.*/, '#/'))

async function pickOne(page: Page): Promise<void> {
  await home(page)
  await openJob(page, 'Pick')
  await scan(page, 'A-01', barcodes.helmet)
  await expect(page.getByRole('main')).toContainText('in A-01, incomplete')
  await press(page, 'Pick 1')
}

test('a product of which events are missing says so, and is worked at once a supervisor says so', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const page = await openTerminal({ dataDir: await incompleteTerminal(folder, centralStore) })
  await signIn(page, people.ana, pin)
  await scan(page, barcodes.helmet)
  const notice = page.getByRole('alert').filter({ hasText: 'Incomplete.' })
  await expect(notice).toContainText('1 event is missing here of the stock of HELMET.')
  await expect(row(page, 'Where it is', 'A-01')).toContainText('Incomplete')
  await expect(page.getByRole('button', { name: 'Go on with what is known' })).toHaveCount(0)
  await scan(page, 'A-01')
  await expect(row(page, 'What is in it', 'HELMET')).toContainText('Incomplete')
  await expect(row(page, 'What is in it', 'GLOVE')).not.toContainText('Incomplete')

  await pickOne(page)
  await expect(page.getByRole('alert')).toContainText(
    'What this terminal knows of the stock of HELMET is incomplete: 1 of its events is missing here.',
  )
  await expect(page.getByRole('alert')).toContainText('Count the bin.')

  await press(page, 'Start over')
  await home(page)
  await signOut(page)
  await signIn(page, people.sue, pin)
  await scan(page, barcodes.helmet)
  await press(page, 'Go on with what is known')
  await expect(page.getByRole('alertdialog')).toContainText('It stays marked as incomplete.')
  await page.keyboard.press('F12')
  await expect(notice).toContainText('sue has said that work goes on with what is known')
  await expect(page.getByRole('button', { name: 'Go on with what is known' })).toHaveCount(0)
  await pickOne(page)
  await expect(page.getByText('Saved. Picked 1 of HELMET from A-01.')).toBeVisible()

  await page.goto(page.url().replace(/#.*/, '#/diagnostics'))
  await expect(row(page, 'Incomplete streams', STOCK)).toContainText('yes, said by sue')
})

test('a count of an incomplete book says that the book will be set to what was counted', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const dataDir = await incompleteTerminal(folder, centralStore)
  const count = 'WEEK-12'
  await done(
    dataDir,
    'ana',
    { type: 'OpenCount', count, bins: ['A-01'], skus: ['HELMET'] },
    { type: 'RecordCount', count, bin: 'A-01', sku: 'HELMET', quantity: 15, reason: 'found' },
    { type: 'SubmitCount', count },
  )
  const page = await openTerminal({ dataDir })
  await signIn(page, people.sue, pin)
  await openJob(page, 'Count')
  await row(page, 'Counts', count).click()
  await expect(row(page, 'Lines of the count', 'HELMET')).toContainText('Incomplete book')
  await row(page, 'Lines of the count', 'HELMET').click()
  await expect(page.getByRole('dialog')).toContainText('The book will be set to what was counted.')
  await page.keyboard.press('Escape')
  await press(page, 'Approve 1')
  await home(page)
  await scan(page, barcodes.helmet)
  await expect(row(page, 'Where it is', 'A-01')).toContainText('15')
  await expect(row(page, 'Where it is', 'A-01')).not.toContainText('Incomplete')
  await expect(row(page, 'Last movements', 'on an incomplete book')).toContainText('+10')
})
