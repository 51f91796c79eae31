/** Who comes to a store with TLS without credentials, with wrong ones, or with those that everybody knows. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonEvent } from '@eventstore/db-client'
import { status } from '@grpc/grpc-js'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  openEventStore,
  runStoreCommand,
  type RunningStore,
  type StoreOptions,
} from '#electron/eventstore/index.ts'
import {
  aClient,
  aStore,
  numbered,
  numbersIn,
  temporaryFolder,
} from '#test/support/eventstore/clients.ts'
import { certificate, password } from '#test/support/eventstore/conformance.ts'

const tls = { host: 'localhost', tls: certificate }
const secure = { ...tls, adminPassword: password }
const denied = { type: 'access-denied' }
const wrong = { code: status.UNAUTHENTICATED }

function as({ connectionString }: RunningStore, user?: string) {
  const signedIn = user === undefined ? 'esdb://' : `esdb://${user}@`
  const ca = encodeURIComponent(certificate.certFile)
  return aClient(`${connectionString.replace('esdb://', signedIn)}&tlsCAFile=${ca}`)
}

const admin = `admin:${password}`

test('without credentials nothing is read, written, deleted or changed', async () => {
  const store = await aStore(secure)
  const stranger = as(store)
  await as(store, admin).appendToStream('a', numbered(1))
  const tries: (() => Promise<unknown>)[] = [
    () => stranger.appendToStream('a', numbered(2)),
    () => numbersIn(stranger.readStream('a')),
    () => numbersIn(stranger.readAll()),
    () => stranger.subscribeToStream('a').toArray(),
    () => stranger.getStreamMetadata('a'),
    () => stranger.setStreamMetadata('a', { maxCount: 1 }),
    () => stranger.deleteStream('a'),
    () => stranger.tombstoneStream('a'),
    () => stranger.listAllPersistentSubscriptions(),
  ]
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject(denied)
  expect(await numbersIn(as(store, admin).readStream('a'))).toEqual([1])
})

test('asked for by name, they may do what the ACLs leave to everybody', async () => {
  const store = await aStore({ ...secure, allowAnonymous: true })
  const stranger = as(store)
  await stranger.appendToStream('a', numbered(1))
  expect(await numbersIn(stranger.readStream('a'))).toEqual([1])
  await expect(stranger.appendToStream('$a', numbered(1))).rejects.toMatchObject(denied)
})

test.each([{}, { adminPassword: 'changeit' }])(
  'a new store with %j is refused: everybody knows that password',
  async (options) => {
    const dataDir = await temporaryFolder()
    const opening = openEventStore({ dataDir, ...tls, ...options })
    await expect(opening).rejects.toMatchObject({ code: 'default-password' })
    // Nothing was made meanwhile that would let somebody in later.
    expect(
      await numbersIn(as(await aStore({ dataDir, ...secure }), admin).readAll({ maxCount: 0 })),
    ).toEqual([])
  },
)

test('a store that was begun without TLS takes a password of its own, once', async () => {
  const dataDir = await temporaryFolder()
  const open = (options: Partial<StoreOptions>) => openEventStore({ dataDir, ...options })
  await (await open({})).close()
  await expect(open(tls)).rejects.toMatchObject({ code: 'default-password' })
  await (await open(secure)).close()
  // It has been kept, and another one does not take its place.
  const store = await aStore({ dataDir, ...tls, adminPassword: 'another' })
  for (const user of ['admin', 'ops']) {
    await as(store, `${user}:${password}`).appendToStream('a', numbered(1))
    const guess = as(store, `${user}:another`)
    await expect(guess.appendToStream('a', numbered(1))).rejects.toMatchObject(wrong)
  }
})

test('wrong passwords are answered later each time, told and counted; right ones are not slower', async () => {
  const told: string[] = []
  const dataDir = await temporaryFolder()
  const store = await openEventStore({ dataDir, opsPort: 0, ...secure }, (line) => told.push(line))
  onTestFinished(() => store.close())
  const known = as(store, admin)
  await known.appendToStream('a', numbered(1))
  const timed = async (user: string) => {
    const client = as(store, user)
    const began = performance.now()
    const answer = await client.appendToStream('a', numbered(1)).then(
      () => 'in',
      () => 'out',
    )
    return { answer, took: performance.now() - began }
  }
  const attempts = []
  for (const guess of ['a', 'b', 'c', 'd']) attempts.push(await timed(`admin:${guess}`))
  expect(attempts.map(({ answer }) => answer)).toEqual(['out', 'out', 'out', 'out'])
  for (const [n, { took }] of attempts.entries()) expect(took).toBeGreaterThan(240 * 2 ** n)

  const [right, guessing] = [timed(`ops:${password}`), timed('nobody:x')]
  expect((await right).answer).toBe('in')
  expect((await right).took).toBeLessThan((await guessing).took)
  expect(told.join('\n')).toMatch(/Wrong password or unknown user "admin" from .*: 4 .*lately/)
  const { port } = store.opsAddress ?? { port: 0 }
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  expect(metrics).toMatch(/eventstore_sign_ins_total\{outcome="wrong"\} 5/)
  expect(metrics).toMatch(/eventstore_sign_ins_total\{outcome="right"\} 2/)
})

test('a client whose first calls come together signs in once', async () => {
  const store = await aStore({ ...secure, opsPort: 0 })
  const client = as(store, admin)
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      client.appendToStream(`s${n}`, jsonEvent({ type: 'T', data: {} })),
    ),
  )
  const metrics = await (await fetch(`http://127.0.0.1:${store.opsAddress?.port}/metrics`)).text()
  expect(metrics).toMatch(/eventstore_sign_ins_total\{outcome="right"\} 1/)
})

async function run(argv: readonly string[]) {
  const [lines, errors, stop] = [[] as string[], [] as string[], new AbortController()]
  const code = await runStoreCommand(argv, {
    out: (line) => {
      lines.push(line)
      if (line.startsWith('Connect with')) stop.abort()
    },
    err: (line) => errors.push(line),
    signal: stop.signal,
  })
  return { code, lines: lines.join('\n'), errors: errors.join('\n') }
}

test('the command says how to give a password, and takes one from a file', async () => {
  const folder = await temporaryFolder()
  const [data, file] = [join(folder, 'data'), join(folder, 'password')]
  const { certFile, keyFile } = certificate
  const argv = ['--data', data, '--port', '0', '--host', 'localhost']
  argv.push('--tls-cert', certFile, '--tls-key', keyFile)
  const refused = await run(argv)
  expect(refused.code).toBe(1)
  expect(refused.errors).toMatch(
    /TALLYDECK_STORE_ADMIN_PASSWORD.*--admin-password-file.*\[default-password\]/,
  )

  await writeFile(file, `${password}\n`)
  expect(await run([...argv, '--admin-password-file', file])).toMatchObject({ code: 0 })
  expect(await run(argv)).toMatchObject({ code: 0 })
  const store = await aStore({ dataDir: data, ...tls })
  await as(store, admin).appendToStream('a', numbered(1))
})

test('a password file that is empty or not there is wrong usage', async () => {
  vi.stubEnv('TALLYDECK_STORE_ADMIN_PASSWORD', password)
  onTestFinished(() => void vi.unstubAllEnvs())
  const file = join(await temporaryFolder(), 'password')
  const argv = ['--data', 'x', '--admin-password-file', file]
  expect(await run(argv)).toMatchObject({
    code: 2,
    errors: expect.stringContaining("can't be read") as string,
  })
  await writeFile(file, '\n')
  expect(await run(argv)).toMatchObject({
    code: 2,
    errors: expect.stringContaining('is empty') as string,
  })
})
