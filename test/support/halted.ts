import { expect } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { type Site, sync } from './site.ts'

/** The store that the terminal has stopped for, as a screen shows it. */
export function haltedAt(terminal: Terminal) {
  const halted = terminal.queries.halted.get()
  if (halted === null) throw new Error('the exchange is not halted')
  return halted
}

/** A supervisor accepts the store that the terminal has stopped for, as the screen shows it. */
export const acceptAsShown = (terminal: Terminal, by = 'admin') => {
  const { kind, site, events } = haltedAt(terminal)
  return terminal.acceptStore({ by, kind, site, events, warehouse: 'WH1' })
}

/** The same, and the exchange goes on until there is nothing more to do. */
export async function acceptAndSync(terminal: Terminal): Promise<void> {
  await sync(terminal)
  expect(await acceptAsShown(terminal)).toMatchObject({ outcome: 'accepted' })
  expect(await sync(terminal)).toMatchObject({ online: true, problem: null })
}

/** Copies the store's database while it stands still, and goes on. */
export async function backUp(site: Site, name = 'backup.db'): Promise<string> {
  await site.stop()
  const copy = site.copy(name)
  await site.start()
  return copy
}

/** Another database answers at the site's address from now on; answers with the one that did before. */
export async function putInPlace(site: Site, file: string): Promise<string> {
  const before = site.file()
  await site.stop()
  await site.startOn(file)
  return before
}
