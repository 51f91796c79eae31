import type { App, Session, WebContents } from 'electron'
import type { Log } from '#electron/host/log.ts'
import { isAppUrl } from './appProtocol.ts'

/** What a page may load: the app itself, and what it made in memory. */
const loadable = (url: string) =>
  isAppUrl(url) || url.startsWith('blob:') || url.startsWith('data:') || url.startsWith('devtools:')

/** Denies what pages can ask a session for: devices, permissions, the network, files from elsewhere. */
export function guardSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('denied a permission', { permission })
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !loadable(url)
    if (cancel) log.warn('denied a request', { url })
    answer({ cancel })
  })
  session.on('will-download', (event, item) => {
    // Reports are made in the page; nothing else is ever fetched to be saved.
    if (item.getURL().startsWith('blob:') && isAppUrl(item.getURL().slice('blob:'.length))) return
    log.warn('denied a download', { url: item.getURL() })
    event.preventDefault()
  })
}

/** Denies what a page can do to its window: leave the app, open windows, attach webviews. */
function guardContents(contents: WebContents, log: Log): void {
  const stay = (event: { preventDefault(): void; readonly url: string }) => {
    if (isAppUrl(event.url)) return
    log.warn('denied a navigation', { url: event.url })
    event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('denied a window', { url })
    return { action: 'deny' }
  })
}

/** Guards every page that the app will ever show, whoever opens it. */
export function guardAllContents(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log))
}
