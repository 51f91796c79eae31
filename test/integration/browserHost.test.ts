import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { os, type RouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { serveBrowser, type BrowserServer } from '#electron/browser/server.ts'
import { tokenRefused, webSocketPath, webSocketProtocol } from '#shared/contract/host.ts'

let liveUpdates = 'none'
const router = {
  where: os.handler(() => 'here'),
  forever: os.handler(async function* () {
    try {
      for (;;) {
        yield 'tick'
        await new Promise((resolve) => setImmediate(resolve))
      }
    } finally {
      liveUpdates = 'ended'
    }
  }),
}
let connected: string[] = []
const connectScreen = (screen: string) => {
  connected.push(screen)
  return {
    context: {},
    close: () => void (connected = connected.filter((each) => each !== screen)),
  }
}
const silent = { info: () => {}, warn: () => {}, error: () => {} }

let folder: string
let server: BrowserServer
let port: number
let token: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallydeck-pages-'))
  await mkdir(join(folder, 'public/assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'not for everyone')
  await writeFile(join(folder, 'public/index.html'), '<script></script>')
  await writeFile(join(folder, 'public/assets/app.js'), 'export {}')
  server = await serveBrowser(
    { router, connect: connectScreen },
    { rendererDir: join(folder, 'public'), port: 0, log: silent },
  )
  const address = new URL(server.address)
  port = Number(address.port)
  token = new URLSearchParams(address.hash.slice(1)).get('token') ?? ''
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

interface Answer {
  status: number | undefined
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Node's plain client, because it sends a path and a Host as they are given. */
function get(path: string, { host = `127.0.0.1:${port}`, method = 'GET' } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path, method, headers: { host } },
      (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (body += chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body }),
        )
      },
    )
    call.on('error', reject).end()
  })
}

const knock = (
  headers: Record<string, string> = {},
  { path = webSocketPath, protocols = [webSocketProtocol, token] } = {},
) =>
  new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, {
    headers: { origin: `http://127.0.0.1:${port}`, ...headers },
  })

/** A request for a WebSocket by somebody who keeps to no protocol afterwards. */
async function rawUpgrade(headers: Readonly<Record<string, string>>): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const all = {
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  socket.write(`GET ${webSocketPath} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  return socket
}

/** The status that an upgrade is refused with. */
async function refusal(socket: WebSocket): Promise<number | undefined> {
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    Answer & { statusCode: number },
  ]
  return response.statusCode
}

describe('pages', () => {
  test('come with a policy that allows nothing but what is served with them', async () => {
    const { status, headers } = await get('/')
    expect(status).toBe(200)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers['referrer-policy']).toBe('no-referrer')
  })

  test('of every place in the app are the one page', async () => {
    expect((await get('/receive/stock')).body).toContain('<script></script>')
  })

  test('may be kept only where their name changes with what is in them', async () => {
    expect((await get('/assets/app.js')).headers['cache-control']).toContain('immutable')
    expect((await get('/')).headers['cache-control']).toBe('no-store')
  })

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//../secret.txt',
    '/secret.txt%00.html',
  ])('never come from outside their folder: %s', async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(404)
    expect(body).not.toContain('not for everyone')
  })

  test.each(['POST', 'PUT', 'DELETE'])('cannot be changed: %s', async (method) => {
    expect((await get('/', { method })).status).toBe(405)
  })

  test.each(['evil.example', 'evil.example:80', '127.0.0.1:1', '127.0.0.1'])(
    'are not given to a request for another host: %s',
    async (host) => {
      expect((await get('/', { host })).status).toBe(421)
    },
  )

  const outward = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)
  test.skipIf(outward === undefined)('are not there for other machines', async () => {
    const call = request({ host: outward?.address, port, path: '/' })
    call.end()
    const [error] = (await once(call, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNREFUSED')
  })
})

describe('the API', () => {
  test('answers whoever has the token', async () => {
    const socket = knock()
    const client: RouterClient<typeof router> = createORPCClient(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    )
    expect(await client.where()).toBe('here')
    expect(socket.protocol).toBe(webSocketProtocol)
    socket.close()
  })

  test('tells each tab from all others for as long as it is there', async () => {
    const tabs = [knock({}, { protocols: [webSocketProtocol, token, 'tab-1'] }), knock(), knock()]
    await Promise.all(tabs.map((tab) => once(tab, 'open')))
    expect(connected).toContain('tab-1')
    expect(new Set(connected).size).toBe(connected.length)
    for (const tab of tabs) tab.close()
    await expect.poll(() => connected).toEqual([])
  })

  test.each(['', 'x', 'A'.repeat(32), 'A'.repeat(33)])(
    'closes at once on a wrong token, saying so: %j',
    async (wrong) => {
      const protocols = wrong === '' ? [webSocketProtocol, 'none'] : [webSocketProtocol, wrong]
      const [code] = (await once(knock({}, { protocols }), 'close')) as [number]
      expect(code).toBe(tokenRefused)
    },
  )

  test('refuses a page of another site, even with the token', async () => {
    expect(await refusal(knock({ origin: 'http://evil.example' }))).toBe(403)
    expect(await refusal(knock({ origin: `http://127.0.0.1:${port}.evil.example` }))).toBe(403)
    expect(await refusal(knock({ origin: 'null' }))).toBe(403)
    expect(await refusal(knock({ origin: '' }))).toBe(403)
  })

  test('refuses a name that was made to point here', async () => {
    const rebound = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` }
    expect(await refusal(knock(rebound))).toBe(403)
  })

  test('refuses another path and a connection without its protocol', async () => {
    expect(await refusal(knock({}, { path: '/other' }))).toBe(404)
    expect(await refusal(knock({}, { protocols: [] }))).toBe(403)
    expect(await refusal(knock({}, { protocols: ['other', token] }))).toBe(403)
  })

  test('goes on when whoever is refused breaks the connection off', async () => {
    for (const origin of ['http://evil.example', `http://127.0.0.1:${port}`]) {
      const socket = await rawUpgrade({ Origin: origin })
      socket.write('x'.repeat(100_000))
      socket.resetAndDestroy()
      await once(socket, 'close')
    }
    expect((await get('/')).status).toBe(200)
  })

  test('takes nothing from a connection with a wrong token, nor waits for it', async () => {
    const socket = await rawUpgrade({
      Origin: `http://127.0.0.1:${port}`,
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol': `${webSocketProtocol}, wrong`,
    })
    await once(socket, 'data')
    // A message of 100 MiB is announced and begun. That the server closes is never answered.
    const announced = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 6, 64, 0, 0, 1, 2, 3, 4])
    socket.on('error', () => {})
    socket.write(Buffer.concat([announced, Buffer.alloc(1 << 20)]))
    await expect(once(socket, 'close')).resolves.toBeDefined()
  })

  test('ends its live updates when the tab goes away', async () => {
    const socket = knock()
    const client: RouterClient<typeof router> = createORPCClient(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    )
    const ticks = await client.forever()
    expect(await ticks.next()).toMatchObject({ value: 'tick' })
    socket.close()
    await expect.poll(() => liveUpdates).toBe('ended')
  })
})

test('an address carries its token only where browsers keep it to themselves', () => {
  const { search, pathname, hash } = new URL(server.address)
  expect(`${pathname}${search}`).toBe('/')
  expect(hash).toContain(token)
  expect(token).toMatch(/^[\w-]{32}$/)
})

test('a closed server leaves no connection and no port', async () => {
  const other = await serveBrowser(
    { router, connect: connectScreen },
    { rendererDir: join(folder, 'public'), port: 0, log: silent },
  )
  const address = new URL(other.address)
  const socket = new WebSocket(
    `ws://${address.host}${webSocketPath}`,
    [webSocketProtocol, new URLSearchParams(address.hash.slice(1)).get('token') ?? ''],
    { origin: address.origin },
  )
  await once(socket, 'open')
  const closed = once(socket, 'close')
  await other.close()
  await closed
  await expect(fetch(address.origin)).rejects.toThrow('fetch failed')
})
