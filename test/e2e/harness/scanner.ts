import type { CDPSession, Page } from '@playwright/test'

const sessions = new WeakMap<Page, Promise<CDPSession>>()

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, known)
  return known
}

/** What a wedge scanner on a cable takes for a key, in seconds. */
const pace = 0.002

type Key = {
  key: string
  text?: string
  code?: string
  windowsVirtualKeyCode?: number
  modifiers?: number
}

const enter: Key = { key: 'Enter', text: '\r', code: 'Enter', windowsVirtualKeyCode: 13 }

const control = 2

/** A scanner strikes a control character as Ctrl with the key 64 above it: GS is Ctrl+]. */
const keyOf = (character: string): Key => {
  const code = character.charCodeAt(0)
  return code < 0x20
    ? { key: String.fromCharCode(code + 0x40), modifiers: control }
    : { key: character, text: character }
}

const keysOf = (label: string): Key[] => Array.from(label, keyOf).concat(enter)

/**
 * A wedge scanner that reads these labels one after the other: the characters of each, then Enter. The keys are real
 * ones, struck at the scanner's own pace however busy the machine is; settles when the page has been given them all.
 */
export async function scan(page: Page, ...labels: readonly string[]): Promise<void> {
  const session = await sessionOf(page)
  const keys = labels.flatMap(keysOf)
  const began = Date.now() / 1000
  await Promise.all(
    keys.flatMap((key, index) => {
      const timestamp = began + index * pace
      return [
        session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
        session.send('Input.dispatchKeyEvent', {
          type: 'keyUp',
          timestamp,
          key: key.key,
        }),
      ]
    }),
  )
}
