import { join } from 'node:path'
import { problemOf } from '#shared/words/index.ts'
import {
  expect,
  link,
  openJob,
  people,
  pin,
  prepareTerminal,
  press,
  signIn,
  test,
} from '../harness/index.ts'
import { openTroubles } from '../harness/servers.ts'

test('why there is no exchange is said in words, at a look and on the sync screen, and does not flash', async ({
  folder,
  openTerminal,
}) => {
  const troubles = await openTroubles(folder)
  try {
    const dataDir = join(folder, 'terminal')
    await prepareTerminal(dataDir, 'esdb://127.0.0.1:1?tls=false')
    const page = await openTerminal({ dataDir })
    await signIn(page, people.sue, pin)
    await openJob(page, 'Sync')
    const facts = page.getByRole('region', { name: 'How it stands' })
    await expect(facts).toContainText(problemOf('unreachable').message)
    await expect(facts).toContainText('sent by itself when the network is back')

    for (const { code, address } of troubles.addresses) {
      const { message } = problemOf(code)
      await press(page, 'Change the address')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'Address of the central store' }).fill(address)
      await press(page, 'Look there')
      await expect(dialog.getByRole('alert')).toContainText(message)
      await press(page, 'Use this address')
      await expect(facts).toContainText(message)
      await expect(facts).toContainText('sent by itself once this is put right')
      await expect(link(page)).toContainText('Offline')
    }

    // Attempts come and go; what is read stays.
    const heading = page.getByRole('heading', { name: /not sent yet$/ })
    const seen = await heading.evaluate(async (element) => {
      const words = new Set<string>()
      const tries = [...document.querySelectorAll('dt')].find(
        ({ textContent }) => textContent === 'Next try',
      )?.nextElementSibling
      for (let changes = 0; changes < 8; changes += 1) {
        await new Promise((resolve) => {
          const observer = new MutationObserver(resolve)
          if (tries)
            observer.observe(tries, { characterData: true, childList: true, subtree: true })
        })
        words.add(element.textContent)
      }
      return [...words]
    })
    expect(seen).toEqual([expect.stringMatching(/^Offline\./)])
  } finally {
    await troubles.close()
  }
})
