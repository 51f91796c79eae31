import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

export interface Page {
  status: number
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

/** Answers a path of the built renderer. It reads only files that were there when it was made. */
export type Pages = (pathname: string) => Promise<Page>

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const headers = (type: string, cache: string) => ({
  'content-type': type,
  'cache-control': cache,
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
})

async function* filesUnder(directory: string, prefix = ''): AsyncGenerator<string> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = `${prefix}/${entry.name}`
    if (entry.isDirectory()) yield* filesUnder(join(directory, entry.name), path)
    else if (entry.isFile()) yield path
  }
}

/**
 * The built renderer in `root`, for both hosts. Files are looked up in a list made now, not in the file system, so
 * that no path, however it is written, leaves `root`. A path without an extension is a place in the app: index.html.
 */
export async function openPages(root: string): Promise<Pages> {
  const known = new Set<string>()
  for await (const path of filesUnder(root)) known.add(path)
  if (!known.has('/index.html')) throw new Error(`The renderer has not been built into ${root}`)

  return async (pathname) => {
    const path = extname(pathname) === '' ? '/index.html' : pathname
    if (!known.has(path)) {
      const body = new TextEncoder().encode('Not found')
      return { status: 404, headers: headers('text/plain; charset=utf-8', 'no-store'), body }
    }
    // The names under assets/ change with what is in the files.
    const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store'
    const type = contentTypes[extname(path)] ?? 'application/octet-stream'
    return {
      status: 200,
      headers: headers(type, cache),
      body: new Uint8Array(await readFile(join(root, path))),
    }
  }
}
