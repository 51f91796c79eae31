import type { App } from 'electron'
import type { Closable } from '#electron/host/host.ts'
import type { Log } from '#electron/host/log.ts'

/** A quit that takes longer is cut short: what was saved is on disk already, and opens again as it is. */
const closeLimitMs = 10_000

/** Holds the app's exit, once, until `host` has closed; its database is the last thing to go. */
export function closeBeforeExit(app: App, host: Closable, log: Log): void {
  let closing = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    setTimeout(() => {
      log.error('the terminal did not close in time', { limitMs: closeLimitMs })
      app.exit(1)
    }, closeLimitMs)
    void close(host, log).then((code) => app.exit(code))
  })
}

async function close(host: Closable, log: Log): Promise<number> {
  try {
    await host.close()
    log.info('the terminal is closed')
    return 0
  } catch (error) {
    log.error('the terminal did not close cleanly', { error })
    return 1
  }
}
