import { join } from 'node:path'
import type { Page } from '@playwright/test'
import {
  backToJobs,
  barcodes,
  chooseFirstPin,
  choosePerson,
  expect,
  link,
  nameTerminal,
  openJob,
  people,
  pin,
  prepareTerminal,
  press,
  prompt,
  row,
  scan,
  signIn,
  signInFirst,
  synced,
  test,
  trail,
  typePin,
} from '../harness/index.ts'

/** Chooses a file on the import screen, as from the system's dialog. */
async function chooseFile(page: Page, name: string, lines: readonly string[]): Promise<void> {
  const opened = page.waitForEvent('filechooser')
  await press(page, 'Choose a file')
  const buffer = Buffer.from(`${lines.join('\r\n')}\r\n`)
  await (await opened).setFiles({ name, mimeType: 'text/csv', buffer })
}

/** Says which column of the file holds a field. */
async function mapColumn(page: Page, field: RegExp, column: string): Promise<void> {
  await page
    .getByRole('region', { name: 'Which column holds what' })
    .getByRole('button', { name: field })
    .click()
  await page.getByRole('option', { name: column, exact: true }).click()
}

const products = [
  '"Our number","Called","Label","Holds"',
  'HL-1,"Helmet, ""Sport"", red",4006381333931,1',
  'HL-1,"Helmet, ""Sport"", red",14006381333938,12',
  'GL-9,"Glove, size 9",,',
]

test('a warehouse is set up by hand and filled from CSV files: all of a file or nothing of it', async ({
  openTerminal,
}) => {
  const page = await openTerminal()
  await press(page, 'Set up my warehouse')
  await press(page, 'Set up this terminal')
  await expect(page.getByText('Give this terminal a name.')).toBeVisible()
  await nameTerminal(page, 'T-07', 'NORTH')
  await page.getByRole('textbox', { name: 'Its name' }).fill('Warehouse north')
  await press(page, 'Set up this terminal')

  await chooseFirstPin(page, '135790')
  await expect(page.getByRole('banner')).toContainText('NORTH · T-07')

  await test.step('a field of a million characters is refused in a line that can be read', async () => {
    await expect(page.getByRole('heading', { name: 'Import products' })).toBeVisible()
    const endless = `x${' '.repeat(1_000_000)}x`
    await chooseFile(page, 'endless.csv', ['sku,name', 'GL-7,Glove', `GL-8,${endless}`])
    await expect(page.getByRole('alert')).toContainText('nothing will be imported')
    await expect(row(page, 'Problems in the file', 'longer')).toHaveText(
      /^3\s*name\s*name is longer than 200 characters$/,
    )
    await expect(page.getByRole('button', { name: /^Import \d/ })).toBeDisabled()
    await press(page, 'Another file')
    await chooseFile(page, 'endless.csv', [`sku,name,${endless}`, 'GL-8,Glove,1'])
    await expect(page.getByRole('alert')).toContainText('The header line is not one of a CSV file.')
    await expect(page.getByRole('alert')).toContainText('Nothing was imported.')
  })

  await test.step('products, from columns that nobody could guess', async () => {
    await chooseFile(page, 'articles.csv', products)
    await expect(page.getByRole('button', { name: /^Import \d/ })).toBeDisabled()
    await mapColumn(page, / SKU$/, 'Our number')
    await mapColumn(page, / Name$/, 'Called')
    await mapColumn(page, / Barcode of a pack$/, 'Label')
    await mapColumn(page, / Units in the pack$/, 'Holds')
    await expect(row(page, 'The first rows', 'HL-1').first()).toContainText('Helmet, "Sport", red')
    await press(page, 'Import 2')
    await expect(page.getByText('2 imported from articles.csv.')).toBeVisible()
  })

  await test.step('bins', async () => {
    await press(page, 'Next: bins')
    const more = Array.from({ length: 118 }, (_, index) => `B-${index},`)
    await chooseFile(page, 'bins.csv', ['bin,zone', 'A-01,"Aisle A, left"', 'A-02,', ...more])
    await expect(page.getByText('100 of 120 rows are shown.')).toBeVisible()
    await row(page, 'The first rows', 'A-01').focus()
    await page.keyboard.press('End')
    await expect(row(page, 'The first rows', 'B-97')).toBeFocused()
    await press(page, 'Import 120')
    await expect(page.getByText('120 imported from bins.csv.')).toBeVisible()
  })

  await test.step('opening stock: a file with a bad row is refused whole, by row', async () => {
    await press(page, 'Next: opening stock')
    await chooseFile(page, 'stock.csv', [
      'sku,bin,quantity',
      'HL-1,A-01,37',
      'HL-1,A-02,2.5',
      'XX-1,A-01,4',
      'GL-9,Z-99',
    ])
    await expect(page.getByRole('alert')).toContainText('nothing will be imported')
    const problems = page.getByRole('table', { name: 'Problems in the file' })
    await expect(problems.getByRole('row', { name: /^3 quantity/ })).toContainText(
      'quantity is not a whole number',
    )
    await expect(problems.getByRole('row', { name: /^4 sku/ })).toContainText('XX-1')
    await expect(problems.getByRole('row', { name: /^5 / }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: /^Import \d/ })).toBeDisabled()
    await press(page, 'Another file')
    await chooseFile(page, 'stock.csv', ['sku,bin,quantity', 'HL-1,A-02,"5"'])
    await press(page, 'Import 1')
    await expect(page.getByText('1 imported from stock.csv.')).toBeVisible()
  })

  await press(page, 'Go to the jobs')
  await scan(page, '14006381333938')
  await expect(page.getByRole('heading', { name: 'Helmet, "Sport", red' })).toBeVisible()
  // Of the refused file nothing is there, not even its good row.
  await expect(page.getByRole('table', { name: 'Where it is' }).getByRole('row')).toHaveCount(2)
  await expect(row(page, 'Where it is', 'A-02')).toContainText('5')
  await expect(link(page)).toHaveText('Online')
})

test('a new terminal joins a warehouse by the address of its central store', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  await centralStore.start()
  const other = join(folder, 'other')
  await prepareTerminal(other, centralStore.address)
  await synced(other)

  const page = await openTerminal()
  await press(page, 'Set up my warehouse')
  await nameTerminal(page, 'T2', 'WH1')
  await page.getByText('A central store', { exact: true }).click()
  const address = page.getByRole('textbox', { name: 'Address of the central store' })
  await address.fill('esdb://127.0.0.1:1?tls=false')
  await press(page, 'Look there')
  await expect(page.getByRole('alert')).toContainText('Nothing was changed.')
  await address.fill(centralStore.address)
  await press(page, 'Look there')
  await expect(page.getByText('A central store answers there.')).toBeVisible()
  await press(page, 'Set up this terminal')

  await signIn(page, people.ana, pin)
  await expect(link(page)).toHaveText('Online')
  await expect(prompt(page, 'Choose a job, or scan to look up')).toBeVisible()
  await scan(page, barcodes.helmet)
  await expect(row(page, 'Where it is', 'A-01')).toHaveText('A-011010')
})

test('wrong PINs are counted and lock the sign-in, also over a restart of the terminal', async ({
  terminalFolder: dataDir,
  startTerminal,
}) => {
  const tryWrongPin = async (page: Page) => {
    await typePin(page, '9999')
    await press(page, 'Sign in')
  }
  const first = await startTerminal({ dataDir })
  await choosePerson(first.page, people.ana)
  for (const left of [4, 3, 2]) {
    await tryWrongPin(first.page)
    await expect(first.page.getByRole('alert')).toContainText(`${left} tries are left.`)
  }
  expect(await first.quit()).toBe(0)

  const { page } = await startTerminal({ dataDir })
  await choosePerson(page, people.ana)
  await tryWrongPin(page)
  await expect(page.getByRole('alert')).toContainText('One more wrong try locks the sign-in')
  await tryWrongPin(page)
  await expect(page.getByRole('alert')).toContainText('locked after too many wrong PINs')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled()
  await press(page, 'Somebody else')
  await signIn(page, people.ben, pin)
})

test('the demo warehouse can be worked in at once, and a restart in the middle of work loses nothing', async ({
  folder,
  centralStore,
  startTerminal,
}) => {
  await centralStore.start()
  const options = { dataDir: join(folder, 'demo'), central: centralStore.address }
  const first = await startTerminal(options)
  await press(first.page, 'Start with a demo warehouse')
  await signInFirst(first.page, 'Jonas Berg', pin)
  await openJob(first.page, 'Receive')
  await scan(first.page, '9521000001374', '19521000001371', 'A-01-02')
  await press(first.page, 'Receive 13')
  await expect(first.page.getByText('Saved. Received 13 of HL-100 into A-01-02.')).toBeVisible()
  // In hand, not recorded: only this may be gone.
  await scan(first.page, '9521000004115')
  await expect(first.page.getByRole('main')).toContainText('BA-AA4')
  await first.kill()

  const { page } = await startTerminal(options)
  await signIn(page, 'Jonas Berg', pin)
  await openJob(page, 'Receive')
  await expect(trail(page)).toHaveCount(1)
  await expect(trail(page).first()).toContainText('+13')
  await expect(trail(page).first()).toContainText('Confirmed')
  await backToJobs(page)
  await openJob(page, 'Sync')
  // What it was started with goes over what it was set up with.
  await expect(page.getByRole('region', { name: 'How it stands' })).toContainText(
    `Central store ${centralStore.address}`,
  )
})
