import { appendForeign, metadataOfElsewhere } from '#test/support/foreignEvents.ts'
import {
  backByItself,
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

test('a book that only a newer version can read says so, and is worked at once a supervisor says so', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const { one } = await prepareTwoTerminals(folder, centralStore)
  await appendForeign(centralStore.address, 'stock-WH1.HELMET', [
    {
      type: 'HoldingQuarantined',
      data: JSON.stringify({ sku: 'HELMET', bin: 'A-01', quantity: 2 }),
      metadata: JSON.stringify(metadataOfElsewhere),
    },
  ])
  const page = await openTerminal({ dataDir: one })
  await signIn(page, people.ana, pin)
  await expect(link(page)).toHaveText('Online', backByItself)
  await scan(page, barcodes.helmet)
  const notice = page.getByRole('alert').filter({ hasText: 'Incomplete.' })
  await expect(notice).toContainText(
    "1 event was recorded of the stock of HELMET by a newer version, or is none of Tallydeck's: this terminal cannot read it.",
  )
  await expect(notice).toContainText('Update this terminal.')
  await expect(notice.getByRole('button', { name: 'Count' })).toHaveCount(0)
  await expect(row(page, 'Where it is', 'A-01')).toContainText('Incomplete')

  const home = () => page.goto(page.url().replace(/#.*/, '#/'))
  const pickOne = async () => {
    await home()
    await openJob(page, 'Pick')
    await scan(page, 'A-01', barcodes.helmet)
    await press(page, 'Pick 1')
  }
  await pickOne()
  await expect(page.getByRole('alert')).toContainText('was recorded by a newer version')
  await expect(page.getByRole('alert')).toContainText('Update this terminal.')
  await press(page, 'Start over')
  await home()
  await signOut(page)

  await signIn(page, people.sue, pin)
  await scan(page, barcodes.helmet)
  await press(page, 'Go on with what is known')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('cannot be read by this terminal')
  await expect(dialog).toContainText('Update the terminal instead, if you can')
  await page.keyboard.press('F12')
  await expect(notice).toContainText('sue has said that work goes on with what is known')
  await pickOne()
  await expect(page.getByText('Saved. Picked 1 of HELMET from A-01.')).toBeVisible()

  await page.goto(page.url().replace(/#.*/, '#/diagnostics'))
  const incomplete = row(page, 'Incomplete streams', 'stock-WH1.HELMET')
  await expect(incomplete).toContainText('cannot be read')
  await expect(incomplete).toContainText('yes, said by sue')
  await expect(page.getByText('Nothing is decided on their streams')).toBeVisible()
})
