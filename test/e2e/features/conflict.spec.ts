import type { Page } from '@playwright/test'
import {
  backByItself,
  backTo,
  backToJobs,
  barcodes,
  done,
  expect,
  expectStock,
  link,
  openJob,
  people,
  pin,
  prepareTwoTerminals,
  press,
  row,
  scan,
  signIn,
  synced,
  test,
} from '../harness/index.ts'

const pickEight = { type: 'PickStock', sku: 'HELMET', bin: 'A-01', quantity: 8 }

async function pickEightByScan(page: Page): Promise<void> {
  await openJob(page, 'Pick')
  await scan(page, 'A-01', ...Array.from({ length: 8 }, () => barcodes.helmet))
  await expectStock(page, 'A-01', 10, 2)
  await press(page, 'Pick 8')
  await expect(page.getByText('Saved. Picked 8 of HELMET from A-01.')).toBeVisible()
  await backToJobs(page)
}

/** Opens the one conflict that there is, from the jobs. */
async function openConflict(page: Page): Promise<void> {
  await openJob(page, 'Conflicts')
  await row(page, 'Conflicts', 'Pick 8 of HELMET from A-01').click()
  await expect(page.getByRole('heading', { name: 'Pick 8 of HELMET from A-01' })).toBeVisible()
}

/** From a conflict over the list of them to the jobs. */
async function leaveConflict(page: Page): Promise<void> {
  await backTo(page, 'conflicts')
  await expect(page.getByRole('radiogroup', { name: 'Show those' })).toBeVisible()
  await backToJobs(page)
}

async function choose(page: Page, choice: string): Promise<void> {
  await page.getByRole('radiogroup', { name: 'How to settle it' }).getByText(choice).click()
  await expect(page.getByRole('radio', { name: choice })).toBeChecked()
}

test('two people pick the last pieces offline: one of them has a conflict, and settles it on the floor', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const { one, two } = await prepareTwoTerminals(folder, centralStore)
  await centralStore.kill()
  const ana = { name: 'ana', page: await openTerminal({ dataDir: one }) }
  const ben = { name: 'ben', page: await openTerminal({ dataDir: two }) }
  await signIn(ana.page, people.ana, pin)
  await signIn(ben.page, people.ben, pin)
  await pickEightByScan(ana.page)
  await pickEightByScan(ben.page)
  await centralStore.start()

  const toSettle = ({ page }: typeof ana) => link(page).getByText('1 to settle').isVisible()
  await expect
    .poll(async () => Number(await toSettle(ana)) + Number(await toSettle(ben)), backByItself)
    .toBe(1)
  const [late, early] = (await toSettle(ana)) ? [ana, ben] : [ben, ana]
  await expect(link(late.page)).toHaveText(/^Online\s*1 to settle$/, backByItself)
  await expect(link(early.page)).toHaveText('Online', backByItself)

  const { page } = late
  await openConflict(page)
  const story = page.getByRole('region', { name: 'What happened' })
  await expect(story).toContainText(/You knew\s*10 in A-01/)
  await expect(story).toContainText(/8 of HELMET picked from A-01\s*/)
  await expect(story).toContainText(`${early.name} on `)
  await expect(story).toContainText(/Now, without it\s*2 in A-01/)
  await expect(page.getByRole('radio', { name: 'Record as it happened' })).toBeChecked()

  await choose(page, 'Leave it undone')
  await expect(page.getByRole('button', { name: 'Say why' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Why is it left undone?' }).fill('put back on the shelf')
  await press(page, 'Look at the result')
  await expect(page.getByRole('dialog', { name: 'Leave it undone' })).toContainText(
    'put back on the shelf',
  )
  await press(page, 'Settle it')
  await expect(page.getByText(/Settled/).first()).toBeVisible()
  await expect(link(page)).toHaveText('Online')

  await leaveConflict(page)
  for (const { page } of [early, late]) {
    await scan(page, 'A-01')
    await expect(row(page, 'What is in it', 'HELMET')).toHaveText(/^Helmet, redHELMET\s*2$/)
  }
  await press(early.page, 'Find another')
  await press(early.page, 'Jobs')
  await openJob(early.page, 'Conflicts')
  await early.page.getByText('settled', { exact: true }).click()
  await row(early.page, 'Conflicts', 'Pick 8 of HELMET from A-01').click()
  await expect(early.page.getByText('“put back on the shelf”')).toBeVisible()
  await expect(early.page.getByText(`by ${late.name}`)).toBeVisible()
})

test('what has happened is recorded below zero, and the bin that it leaves in doubt is counted from there', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const { one, two } = await prepareTwoTerminals(folder, centralStore)
  await done(one, 'ana', pickEight)
  await done(two, 'ben', pickEight)
  await synced(two)
  await synced(one)

  const page = await openTerminal({ dataDir: one })
  await signIn(page, people.ana, pin)
  await openConflict(page)
  await expect(page.getByRole('radio', { name: 'Record as it happened' })).toBeChecked()
  await press(page, 'Look at the result')
  await expect(page.getByRole('dialog').getByRole('definition')).toHaveText(['2', '−6'])
  await press(page, 'Settle it')
  await expect(page.getByText('It has been carried out. Count A-01 next.')).toBeVisible()
  await press(page, 'Count it now')
  await scan(page, 'A-01', barcodes.helmet)
  await expect(row(page, 'In this bin', 'Helmet')).toContainText('1')
})

test('a supervisor settles a conflict from another terminal while the first one shows it', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const { one, two } = await prepareTwoTerminals(folder, centralStore)
  await done(one, 'ana', pickEight)
  await done(two, 'ben', pickEight)
  await synced(two)

  const ana = await openTerminal({ dataDir: one })
  await signIn(ana, people.ana, pin)
  await expect(link(ana)).toHaveText(/^Online\s*1 to settle$/)
  await openConflict(ana)

  const sue = await openTerminal({ dataDir: two })
  await signIn(sue, people.sue, pin)
  await openConflict(sue)
  await expect(sue.getByRole('region', { name: 'What happened' })).toContainText(
    'ana on T1, from the command line',
  )
  await choose(sue, 'Record as it happened')
  await press(sue, 'Look at the result')
  const preview = sue.getByRole('dialog', { name: 'Record as it happened' })
  await expect(preview.getByRole('definition')).toHaveText(['2', '−6'])
  await press(sue, 'Settle it')

  await expect(ana.getByText(/Settled\. Record as it happened, by sue/)).toBeVisible()
  await expect(ana.getByText('It has been carried out.')).toBeVisible()
  await expect(ana.getByRole('radiogroup', { name: 'How to settle it' })).toHaveCount(0)
  await expect(link(ana)).toHaveText('Online')
  for (const page of [ana, sue]) {
    await leaveConflict(page)
    await scan(page, 'A-01')
    await expect(row(page, 'What is in it', 'HELMET')).toContainText('−6')
  }
})

test('what was picked while its bin was counted is put before the count, after it, or counted again', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const began = Date.now()
  const ago = (minutes: number) => new Date(began - minutes * 60_000).toISOString()
  const skus = ['EARLY', 'LATE', 'UNCLEAR']
  const { one, two } = await prepareTwoTerminals(folder, centralStore, [
    ...skus.map((sku) => ({
      type: 'RegisterProduct',
      sku,
      name: `Picked ${sku.toLowerCase()}`,
      packs: [{ barcode: `CODE-${sku}`, factor: 1, name: 'each' }],
    })),
    ...skus.map((sku) => ({
      type: 'ReceiveStock',
      sku,
      bin: 'B-01',
      quantity: 10,
      occurredAt: ago(300),
    })),
  ])
  /** Scanned one by one, from an hour ago until forty minutes ago. */
  const counted = (sku: string, quantity: number) =>
    [1, quantity - 1].map((some, index) => ({
      type: 'ScanCount',
      count: 'C1',
      bin: 'B-01',
      sku,
      quantity: some,
      tally: sku,
      occurredAt: ago(60 - 20 * index),
    }))
  await done(one, 'sue', {
    type: 'OpenCount',
    count: 'C1',
    bins: ['B-01'],
    tolerance: { quantity: 10 },
  })
  await done(one, 'ana', ...counted('EARLY', 8), ...counted('LATE', 9), ...counted('UNCLEAR', 9), {
    type: 'SubmitCount',
    count: 'C1',
  })
  await done(one, 'sue', { type: 'ApproveCount', count: 'C1' })
  await done(
    two,
    'ben',
    ...skus.map((sku) => ({
      type: 'PickStock',
      sku,
      bin: 'B-01',
      quantity: 2,
      occurredAt: ago(50),
    })),
  )
  await synced(two)

  const page = await openTerminal({ dataDir: one })
  await signIn(page, people.sue, pin)
  await expect(link(page)).toHaveText(/^Online\s*3 to settle$/)
  await openJob(page, 'Conflicts')
  await expect(row(page, 'Conflicts', 'EARLY')).toContainText('It was before the count')
  await expect(row(page, 'Conflicts', 'LATE')).toContainText('Count the bin again')
  await expect(row(page, 'Conflicts', 'UNCLEAR')).toContainText('Count the bin again')

  /** Opens the conflict about a SKU, settles it, and comes back to the list. */
  const settle = async (sku: string, choice: string, leaves: readonly string[]) => {
    await row(page, 'Conflicts', sku).click()
    const story = page.getByRole('region', { name: 'What happened' }).getByRole('listitem')
    await expect(story).toHaveText([
      /You knew\s*10 in B-01/,
      /Counting in B-01 began\s*T1/,
      new RegExp(`2 of ${sku} picked from B-01\\s*ben on T2`),
      new RegExp(`of ${sku} counted in B-01\\s*T1`),
      /Post count of/,
      /8 in B-01/,
    ])
    await choose(page, choice)
    await press(page, 'Look at the result')
    await expect(page.getByRole('dialog', { name: choice }).getByRole('definition')).toHaveText(
      leaves,
    )
    await press(page, 'Settle it')
    await expect(page.getByText('It has been carried out.')).toBeVisible()
    await backTo(page, 'conflicts')
  }
  await settle('EARLY', 'It was before the count', ['8', '8'])
  await settle('LATE', 'It was after the count', ['8', '7'])
  await settle('UNCLEAR', 'Count the bin again', ['8', '8'])
  await expect(link(page)).toHaveText('Online')

  await backToJobs(page)
  await scan(page, 'B-01')
  await expect(row(page, 'What is in it', 'EARLY')).toContainText('8')
  await expect(row(page, 'What is in it', 'LATE')).toContainText('7')
  await press(page, 'Find another')
  await press(page, 'Jobs')
  await openJob(page, 'Count')
  await row(page, 'Counts', 'check-').click()
  await scan(page, 'B-01', ...Array.from({ length: 8 }, () => 'CODE-UNCLEAR'))
  await expect(row(page, 'In this bin', 'Picked')).toHaveText(['Picked unclearUNCLEAR8 scans8'])
})
