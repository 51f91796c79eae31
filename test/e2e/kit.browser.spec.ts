import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { freePort } from '../../scripts/dev/freePort.ts'
import { servePages } from '../../scripts/dev/pages.ts'
import { watchForProblems } from './harness/fixtures.ts'

const themes = ['graphite', 'paper', 'contrast'] as const
const sizes = [
  { width: 1280, height: 800 },
  { width: 800, height: 1280 },
] as const

/** Serves the gallery as `npm run dev` does. */
const test = base.extend<object, { kit: string }>({
  kit: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads a fixture's needs from its pattern
    async ({}, use, { project }) => {
      const pages = await servePages(
        await freePort(),
        undefined,
        join(project.outputDir, '.vite-kit'),
      )
      await use(`${pages.address}gallery/`)
      await pages.close()
    },
    { scope: 'worker' },
  ],
})

const acted = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'listbox',
  'option',
  'radio',
  'textbox',
])

/** What can be acted on and has no name for who cannot see it, by its role. */
async function unnamed(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes
    .filter(({ ignored, role, name }) => !ignored && acted.has(role?.value) && !name?.value)
    .map(({ role }) => String(role?.value))
}

/** What does not fit in its width, as it is drawn. */
const tooWide = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, figure, figure > div')]
      .filter((box) => box.scrollWidth > box.clientWidth)
      .map((box) => box.textContent.slice(0, 60)),
  )

/** For eyes: fonts are drawn a little otherwise on every machine, so that pictures are not compared. */
async function pictures(page: Page): Promise<readonly Buffer[]> {
  const taken = [await page.screenshot()]
  const scrollOn = () =>
    page.evaluate(() => {
      const main = document.querySelector('main')
      const before = main?.scrollTop
      main?.scrollBy(0, main.clientHeight)
      return main?.scrollTop !== before
    })
  while (await scrollOn()) taken.push(await page.screenshot())
  return taken
}

test('a list of which nothing is chosen yet asks to choose', async ({ kit, page }) => {
  await page.goto(kit)
  const example = page.getByRole('figure', { name: 'nothing chosen yet' })
  await expect(example.getByRole('button')).toHaveText('Choose')
})

for (const theme of themes)
  for (const viewport of sizes)
    test(`each component of the kit, in ${theme} at ${viewport.width}x${viewport.height}`, async ({
      kit,
      browser,
    }, info) => {
      const page = await browser.newPage({ viewport, reducedMotion: 'reduce' })
      const problems = new Set<string>()
      await watchForProblems(page, problems, undefined)
      await page.addInitScript((name) => localStorage.setItem('tallydeck.theme', name), theme)
      const look = async (name: string) => {
        expect.soft(await unnamed(page), `${name}: what has no name`).toEqual([])
        expect.soft(await tooWide(page), `${name}: what does not fit`).toEqual([])
        for (const body of await pictures(page))
          await info.attach(name, { body, contentType: 'image/png' })
      }

      await page.goto(kit)
      await expect(page.getByRole('heading', { name: 'The kit' })).toBeVisible()
      await look('kit')
      const whole = page.locator('figure[data-whole] a')
      const places = await whole.evaluateAll((links) =>
        links.map((link) => link.getAttribute('href')),
      )
      expect(places).not.toEqual([])
      for (const place of places) {
        await page.goto(`${kit}${place}`)
        await expect(page.locator('body')).not.toHaveText('')
        await expect(page.getByRole('heading', { name: 'The kit' })).toHaveCount(0)
        await look(String(place).slice(1))
      }
      expect([...problems], 'the page may have no error').toEqual([])
      await page.close()
    })
