import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'

const sessions = new WeakMap<Page, Promise<CDPSession>>()

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, known)
  return known
}

/** One key, and how long after the one before it was struck, in milliseconds. */
type Struck = { key: Key; after: number }

/**
 * Strikes keys at a pace of milliseconds a key: a slow scanner, or a person. ⏎ is Enter; `pauses`
 * says how long before the key at a place, where it is longer. It takes its time: the page judges by the clock.
 */
export async function strike(
  page: Page,
  text: string,
  pace: number,
  pauses: Readonly<Record<number, number>> = {},
): Promise<void> {
  const session = await sessionOf(page)
  const keys = Array.from(text, (each): Key => (each === '⏎' ? enter : keyOf(each)))
  const struck = keys.map((key, index): Struck => ({ key, after: pauses[index] ?? pace }))
  let timestamp = Date.now() / 1000
  for (const { key, after } of struck) {
    timestamp += after / 1000
    await wait(Math.max(0, timestamp * 1000 - Date.now()))
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key })
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key })
  }
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
