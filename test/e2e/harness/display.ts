import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** Gives Electron a display where there is none and Xvfb can make one, for as long as the tests run. */
export default async function openDisplay(): Promise<() => Promise<void>> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return async () => {}
  const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await displayNumber(xvfb)
  if (number === undefined) return async () => {}
  process.env.DISPLAY = `:${number}`
  return async () => {
    const ended = once(xvfb, 'exit')
    xvfb.kill()
    await ended
  }
}

/** Xvfb chooses a free number and writes it down when it is ready. */
function displayNumber(xvfb: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    xvfb.once('error', () => resolve(undefined))
    xvfb.once('exit', () => resolve(undefined))
    const written = xvfb.stdio[3] as Readable
    written.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    written.once('error', () => resolve(undefined))
  })
}
