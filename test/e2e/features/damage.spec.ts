import { join } from 'node:path'
import { tamper } from '#test/support/tamper.ts'
import {
  done,
  expect,
  openJob,
  people,
  pin,
  prepareTwoTerminals,
  press,
  row,
  signIn,
  test,
} from '../harness/index.ts'

test('what a disk altered before it was sent is told, and stays told until a supervisor has seen to it', async ({
  folder,
  centralStore,
  openTerminal,
}) => {
  const { one } = await prepareTwoTerminals(folder, centralStore)
  await done(one, 'ana', { type: 'ReceiveStock', sku: 'GLOVE', bin: 'A-02', quantity: 6 })
  tamper(
    join(one, 'terminal.db'),
    `UPDATE intention SET command = replace(command, '"quantity":6', '"quantity":9')`,
  )
  const page = await openTerminal({ dataDir: one })
  await signIn(page, people.sue, pin)
  const told = page.getByText('Something that was recorded on this terminal was damaged')
  await expect(told).toBeVisible()

  await openJob(page, 'Sync')
  await press(page, 'Diagnostics')
  await expect(row(page, 'Damage', 'is not as it was recorded')).toBeVisible()
  await press(page, 'It has been seen to')
  await expect(page.getByRole('table', { name: 'Damage' })).toHaveCount(0)
  await page.goto(page.url().replace(/#.*/, '#/'))
  await expect(page.getByText('Choose a job')).toBeVisible()
  await expect(told).toHaveCount(0)
})
