import {
  appendForeign,
  metadataOfElsewhere,
  nested,
  raisedElsewhere,
} from '#test/support/foreignEvents.ts'
import {
  backByItself,
  backToJobs,
  expect,
  link,
  openJob,
  people,
  pin,
  prepareTwoTerminals,
  row,
  signIn,
  test,
} from '../harness/index.ts'

test('what this version cannot read is kept and shown, offers nothing to choose, and stops nothing', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const { one } = await prepareTwoTerminals(folder, centralStore)
  const metadata = JSON.stringify(metadataOfElsewhere)
  await appendForeign(centralStore.address, 'product-HELMET', [
    { type: 'ProductRenamed', data: nested(5000), metadata },
  ])
  await appendForeign(centralStore.address, 'conflict-c1', [
    raisedElsewhere({ conflict: 'c1', command: { type: 'PickByRobot', sku: 'HELMET' } }),
  ])
  const page = await openTerminal({ dataDir: one })
  await signIn(page, people.sue, pin)
  await expect(link(page)).toHaveText('Online', backByItself)

  await openJob(page, 'Conflicts')
  await expect(row(page, 'Conflicts', 'PickByRobot')).toContainText('Needs a newer version')
  await row(page, 'Conflicts', 'PickByRobot').click()
  await expect(page.getByText('This version of Tallydeck cannot read what was asked')).toBeVisible()
  await expect(page.getByText('Update this terminal, or settle it on one')).toBeVisible()
  await expect(page.getByRole('radiogroup', { name: 'How to settle it' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await backToJobs(page)

  await page.goto(page.url().replace(/#.*/, '#/diagnostics'))
  await expect(row(page, 'Unreadable events', 'product-HELMET')).toContainText(
    'more than 100 lists or objects',
  )
})
