import { protocol, type Session } from 'electron'
import type { Pages } from '#electron/host/pages.ts'

const scheme = 'app'

/** The one origin that is the terminal's own: everything else is foreign. */
export const appOrigin = `${scheme}://tallydeck`

/** Must be called before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** True for an address of the terminal's own pages. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}` === appOrigin
}

/** Serves the renderer at `appOrigin` in `session`. */
export function serveApp(session: Session, pages: Pages): void {
  session.protocol.handle(scheme, async (request) => {
    if (!isAppUrl(request.url)) return new Response(null, { status: 404 })
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    const { status, headers, body } = await pages(new URL(request.url).pathname)
    return new Response(request.method === 'HEAD' ? null : body, { status, headers })
  })
}
