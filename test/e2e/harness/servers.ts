import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openEventStore } from '#electron/eventstore/index.ts'

const tls = join(import.meta.dirname, '../../support/eventstore/tls')
/** Of the users that a store begins with. */
const password = 'is-right'
const file = (name: string) => join(tls, name)
const trusting = (name: string) => `tls=true&tlsCAFile=${encodeURIComponent(file(name))}`

type Closable = { readonly close: () => void | Promise<void> }

/** A server that shows one of the certificates and says no more. */
async function withCertificate(name: string, opened: Closable[]): Promise<number> {
  const server = createSecureServer({
    cert: readFileSync(file(`${name}.crt`)),
    key: readFileSync(file(`${name}.key`)),
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  opened.push({ close: () => void server.close() })
  return (server.address() as AddressInfo).port
}

/** Addresses with which there is no exchange, by the reason. `dir` is a folder for their data. */
export async function openTroubles(dir: string) {
  const opened: Closable[] = []
  const secure = await openEventStore({
    dataDir: join(dir, 'secure'),
    host: 'localhost',
    tls: { certFile: file('localhost.crt'), keyFile: file('localhost.key') },
    adminPassword: password,
  })
  opened.push(secure)
  const { port } = secure.address
  const at = (user: string, query: string) => `esdb://${user}localhost:${port}?${query}`
  const elsewhere = await withCertificate('elsewhere', opened)
  const addresses = [
    ['certificate-unknown', at(`admin:${password}@`, 'tls=true')],
    ['certificate-name', `esdb://localhost:${elsewhere}?${trusting('elsewhere.crt')}`],
    ['tls-expected', at('', 'tls=false')],
    ['wrong-credentials', at('admin:wrong@', trusting('localhost.crt'))],
    ['no-right-to-log', at(`ops:${password}@`, trusting('localhost.crt'))],
  ] as const
  return {
    addresses: addresses.map(([code, address]) => ({ code, address })),
    close: async () => {
      for (const server of opened) await server.close()
    },
  }
}
