import { globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const pages = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: root })

/** What a page links to within the project. */
const linksOf = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map(
    ([, target = '']) => target.replace(/#.*$/, ''),
  )

it('finds the pages and their links', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md']))
  expect(linksOf('CONTRIBUTING.md').length).toBeGreaterThan(20)
})

it.each(pages)('%s links only to what is there', (page) => {
  const missing = linksOf(page).filter(
    (target) =>
      statSync(join(root, dirname(page), target), { throwIfNoEntry: false }) === undefined,
  )
  expect(missing).toEqual([])
})
