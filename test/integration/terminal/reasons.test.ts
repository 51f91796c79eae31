import { readFileSync } from 'node:fs'
import { createSecureServer, createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { EventStoreDBClient } from '@eventstore/db-client'
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import { type Problem, problemCode } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'
import { certificate, password } from '#test/support/eventstore/conformance.ts'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import { probeCentral } from '#electron/terminal/api/probe.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { sync } from '#test/support/site.ts'
import { asAdmin, openTerminal, tempDir } from '#test/support/terminal.ts'

const tlsFile = (name: string) => join(import.meta.dirname, '../../support/eventstore/tls', name)
const ca = `tls=true&tlsCAFile=${encodeURIComponent(certificate.certFile)}`

/** What a terminal that is set up for this address says after one exchange. */
async function problemAt(url: string): Promise<Problem | null> {
  const terminal = openTerminal({ central: { url } })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const { problem, online, pending } = await sync(terminal)
  expect({ online, pending }).toEqual({ online: false, pending: 3 })
  return problem
}

async function secureStore() {
  const store = await openEventStore({
    dataDir: tempDir(),
    host: 'localhost',
    tls: certificate,
    adminPassword: password,
  })
  onTestFinished(() => store.close())
  return store.address.port
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve)
  })
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const withCertificate = (name: string) =>
  listening(
    createSecureServer({
      cert: readFileSync(tlsFile(`${name}.crt`)),
      key: readFileSync(tlsFile(`${name}.key`)),
    }),
  )

/** A server that says its version, and knows nothing else: a terminal that went on would be told so. */
async function serverOfVersion(version: string): Promise<number> {
  const server = new GrpcServer()
  const answer = new features.SupportedMethods()
  answer.setEventStoreServerVersion(version)
  server.addService(featuresService.ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, reply: (error: null, value: unknown) => void) =>
      reply(null, answer),
  })
  onTestFinished(() => server.forceShutdown())
  return new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  )
}

describe('why there is no exchange is said by name', () => {
  it('a certificate of an authority that nobody named', async () => {
    const port = await secureStore()
    expect(await problemAt(`esdb://admin:${password}@localhost:${port}?tls=true`)).toEqual(
      problemOf('certificate-unknown'),
    )
  })

  it('a certificate for another name', async () => {
    const port = await withCertificate('elsewhere')
    const trusting = `tls=true&tlsCAFile=${encodeURIComponent(tlsFile('elsewhere.crt'))}`
    expect(await problemAt(`esdb://localhost:${port}?${trusting}`)).toEqual(
      problemOf('certificate-name'),
    )
  })

  it('a certificate that has expired', async () => {
    const port = await withCertificate('expired')
    const trusting = `tls=true&tlsCAFile=${encodeURIComponent(tlsFile('expired.crt'))}`
    expect(await problemAt(`esdb://localhost:${port}?${trusting}`)).toEqual(
      problemOf('certificate-expired'),
    )
  })

  it('no TLS against TLS, and TLS against none', async () => {
    const secure = await secureStore()
    expect(await problemAt(`esdb://localhost:${secure}?tls=false`)).toEqual(
      problemOf('tls-expected'),
    )
    const plain = await listening(createHttp2Server())
    expect(await problemAt(`esdb://localhost:${plain}?${ca}`)).toEqual(problemOf('tls-unsupported'))
  })

  it('a wrong password, and a user that is not known: the store says the same of both', async () => {
    const port = await secureStore()
    for (const user of ['admin:wrong', `nobody:${password}`])
      expect(await problemAt(`esdb://${user}@localhost:${port}?${ca}`)).toEqual(
        problemOf('wrong-credentials'),
      )
  })

  it('no right to read the log', async () => {
    const port = await secureStore()
    expect(await problemAt(`esdb://ops:${password}@localhost:${port}?${ca}`)).toEqual(
      problemOf('no-right-to-log'),
    )
    expect(await probeCentral(`esdb://ops:${password}@localhost:${port}?${ca}`)).toMatchObject({
      code: 'no-right-to-log',
    })
  })

  it('a server that is too old, with its version and the oldest that will do', async () => {
    const port = await serverOfVersion('22.10.5.0')
    const problem = await problemAt(`esdb://127.0.0.1:${port}?tls=false`)
    expect(problem).toEqual(problemOf('server-too-old', '22.10.5.0'))
    expect(await probeCentral(`esdb://127.0.0.1:${port}?tls=false`)).toMatchObject({
      code: 'server-too-old',
    })
    expect(problem?.message).toMatch(/22\.10\.5.*23\.10/)
  })

  it('nobody there, no such name, an address that is none, and one that never answers', async () => {
    expect(await problemAt('esdb://127.0.0.1:1?tls=false')).toEqual(problemOf('unreachable'))
    expect(await problemAt('esdb://tallydeck.invalid:2113?tls=false')).toEqual(
      problemOf('name-unknown'),
    )
    expect(await problemAt('http://127.0.0.1:2113')).toMatchObject({ code: 'address-invalid' })
    expect(await problemAt(`esdb://127.0.0.1:1?tls=true&tlsCAFile=nowhere.crt`)).toMatchObject({
      code: 'address-invalid',
    })
  })

  it('has words for a person, whatever it is', () => {
    for (const code of problemCode.options)
      expect(problemOf(code, 'This is what it says.').message).toMatch(/^[A-Z].*[.…]$/)
  })
})

it('names the one stream that the store refuses, while it is online and the others go on', async () => {
  const port = await secureStore()
  const url = (user: string) => `esdb://${user}:${password}@localhost:${port}?${ca}`
  const admin = EventStoreDBClient.connectionString(url('admin'))
  onTestFinished(() => admin.dispose())
  await admin.setStreamMetadata('$all', { acl: { readRoles: ['ops', '$admins'] } })
  await admin.setStreamMetadata('product-SKU-1', { acl: { writeRoles: ['$admins'] } })
  const terminal = openTerminal({ central: { url: url('ops') } })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  asAdmin(terminal)({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  asAdmin(terminal)({ type: 'RegisterProduct', sku: 'SKU-2', name: 'Cog', packs: [] })
  const problem = problemOf('no-right-to-stream', 'product-SKU-1')
  expect(await sync(terminal)).toMatchObject({ online: true, pending: 1, problem })
  const [row] = terminal.queries.outbox.list(10, terminal.sendState)
  expect(row).toMatchObject({ stream: 'product-SKU-1', attempts: 1, problem })
})

/** What comes of an exchange with a store that calls itself this. */
async function exchangeWith(version: string | undefined) {
  const log = new MemoryLog()
  const open = new Set<CentralStore>()
  const terminal = openTerminal({
    central: { url: 'memory' },
    connect: () => {
      const connection = connectMemory(log, fineWeather)
      open.add(connection)
      return {
        ...connection,
        version: () => Promise.resolve(version),
        dispose: () => {
          open.delete(connection)
          return connection.dispose()
        },
      }
    },
  })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const { problem, pending } = await sync(terminal)
  return { code: problem?.code, pending, kept: log.events.length > 0, open: open.size }
}

it.each(['23.10.0.0', '24.6.0', '24.2', '25.0.1-rc', '0.0.0.0', 'UNKNOWN', '', undefined])(
  'exchanges with a store that calls itself %s',
  async (version) => {
    expect(await exchangeWith(version)).toEqual({
      code: undefined,
      pending: 0,
      kept: true,
      open: 0,
    })
  },
)

it.each(['23.9.9', '22.10.5.0', '5.0.11', '20.10'])(
  'sends nothing to a store of version %s, keeps what is pending, and leaves no connection open',
  async (version) => {
    expect(await exchangeWith(version)).toEqual({
      code: 'server-too-old',
      pending: 3,
      kept: false,
      open: 0,
    })
  },
)
