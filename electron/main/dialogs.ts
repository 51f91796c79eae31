import { join } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import type { OpenFailure } from '#electron/host/openFailure.ts'

/** Says why the terminal cannot start, and lets a person mend it and try again. */
export async function showOpenFailure(failure: OpenFailure): Promise<'again' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Tallydeck',
    message: failure.title,
    detail: failure.advice,
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return response === 0 ? 'again' : 'quit'
}

/** The page crashed again and again. */
export async function showRendererFailure(window: BrowserWindow): Promise<'again' | 'quit'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: 'Tallydeck',
    message: 'The screen keeps failing',
    detail:
      'Everything that was saved is safe. Load the screen again, or quit and start Tallydeck anew.',
    buttons: ['Load again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return response === 0 ? 'again' : 'quit'
}

/** The program itself is at fault and ends. Waits until it has been read. */
export function showFault(dataDir: string): void {
  dialog.showErrorBox(
    'Tallydeck has stopped',
    `Everything that was saved is safe. Start Tallydeck again. If it stops again, send the folder ${join(dataDir, 'log')} to support.`,
  )
}
