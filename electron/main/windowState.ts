import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { z } from 'zod'

const schema = z.object({
  bounds: z.object({
    x: z.int(),
    y: z.int(),
    width: z.int().min(200).max(20_000),
    height: z.int().min(200).max(20_000),
  }),
  maximized: z.boolean(),
})

export type WindowState = z.infer<typeof schema>

const overlaps = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Where the window was last, if that can be read and is still on a screen. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    const { success, data } = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (!success) return undefined
    const visible = screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, data.bounds))
    return visible ? data : undefined
  } catch {
    // A window's place is not worth a message: it opens in the default one.
    return undefined
  }
}

/** Remembers where `window` is, whenever it closes. A failure to write is not worth a message either. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
    }
    try {
      writeFileSync(`${file}.new`, JSON.stringify(state))
      renameSync(`${file}.new`, file)
    } catch {
      // See above.
    }
  })
}
