import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  openEventStore,
  runStoreCommand,
  startEventStore,
  type RunningStore,
} from '#electron/eventstore/index.ts'
import {
  aClient,
  aStore,
  numbered,
  numbersIn,
  temporaryFolder,
} from '#test/support/eventstore/clients.ts'

test('what was appended is there after a restart', async () => {
  const dataDir = await temporaryFolder()
  const first = await openEventStore({ dataDir })
  await aClient(first.connectionString).appendToStream('a', [1, 2, 3].map(numbered))
  await first.close()

  const second = await aStore({ dataDir })
  const events = aClient(second.connectionString).readStream('a')
  expect(await numbersIn(events)).toEqual([1, 2, 3])
})

test('a retry with "any" is recognised after a restart', async () => {
  const dataDir = await temporaryFolder()
  const events = [1, 2].map(numbered)
  const first = await openEventStore({ dataDir })
  await aClient(first.connectionString).appendToStream('a', events)
  await first.close()

  const second = aClient((await aStore({ dataDir })).connectionString)
  await second.appendToStream('a', events)
  expect(await numbersIn(second.readStream('a'))).toEqual([1, 2])
})

test('a store in a worker serves, closes and says when it has ended', async () => {
  const store = await startEventStore({ dataDir: await temporaryFolder() })
  const client = aClient(store.connectionString)
  await client.appendToStream('a', numbered(1))
  expect(await numbersIn(client.readStream('a'))).toEqual([1])
  await client.dispose()
  await store.close()
  await expect(store.exited).resolves.toBeUndefined()
})

test('a store in a worker reports why it could not start', async () => {
  const dataDir = await temporaryFolder()
  await aStore({ dataDir })
  await expect(startEventStore({ dataDir })).rejects.toMatchObject({ code: 'store-in-use' })
})

test('a second store on the same database is refused', async () => {
  const dataDir = await temporaryFolder()
  await aStore({ dataDir })
  await expect(openEventStore({ dataDir })).rejects.toMatchObject({ code: 'store-in-use' })
})

test('a busy port is reported with its number', async () => {
  const blocker = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void blocker.close())
  await new Promise((resolve) => blocker.once('listening', resolve))
  const { port } = blocker.address() as { port: number }
  await expect(aStore({ port })).rejects.toMatchObject({
    code: 'port-in-use',
    message: expect.stringContaining(String(port)) as string,
  })
})

/** A client finds it where it says it is. */
async function expectUsable({ connectionString }: RunningStore) {
  const client = aClient(connectionString)
  await client.appendToStream('a', numbered(1))
  expect(await numbersIn(client.readStream('a'))).toEqual([1])
}

test('an address that others can reach is refused without TLS unless asked for by name', async () => {
  const dataDir = await temporaryFolder()
  await expect(openEventStore({ dataDir, host: '0.0.0.0' })).rejects.toMatchObject({
    code: 'insecure-not-loopback',
  })
  await expectUsable(await aStore({ dataDir, host: '0.0.0.0', allowInsecureRemote: true }))
})

test.each(['LocalHost', '127.0.0.2'])('%s is this machine', async (host) => {
  await expectUsable(await aStore({ host }))
})

test.each(['::1', '[::1]', '0:0:0:0:0:0:0:1'])('%s is this machine too', async (host) => {
  const { address, connectionString } = await aStore({ host })
  const bare = host.replaceAll(/[[\]]/g, '')
  expect(connectionString).toBe(`esdb://[${bare}]:${address.port}?tls=false`)
  const socket = connect(address.port, '::1')
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
})

test('a store that listens on every address of both kinds says one that clients understand', async () => {
  await expectUsable(await aStore({ host: '::', allowInsecureRemote: true }))
})

test.each([
  ['127.999.1.1', false, 'insecure-not-loopback', /--insecure/],
  ['203.0.113.1', true, 'address-unavailable', /no such address/],
  ['no-such-name.invalid', true, 'address-unavailable', /no-such-name/],
])('listening on %s is refused', async (host, allowInsecureRemote, code, message) => {
  const dataDir = await temporaryFolder()
  await expect(openEventStore({ dataDir, host, allowInsecureRemote })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  })
})

test('unknown options are refused', async () => {
  const options = { dataDir: await temporaryFolder(), prot: 1 }
  await expect(openEventStore(options)).rejects.toMatchObject({ code: 'invalid-options' })
})

async function run(
  argv: string[],
  signal?: AbortSignal,
  onLine: (line: string) => void = () => {},
) {
  const lines: string[] = []
  const errors: string[] = []
  const out = (line: string) => {
    lines.push(line)
    onLine(line)
  }
  const err = (line: string) => void errors.push(line)
  const code = await runStoreCommand(argv, { out, err, ...(signal && { signal }) })
  return { code, lines, errors: errors.join('\n') }
}

test('the command serves until it is told to stop, and exits with 0', async () => {
  const stop = new AbortController()
  const argv = ['--data', await temporaryFolder(), '--port', '0']
  const { code, lines } = await run(argv, stop.signal, (line) => {
    if (line.startsWith('Connect with')) stop.abort()
  })
  expect(code).toBe(0)
  expect(lines.join('\n')).toMatch(/Listening on 127\.0\.0\.1:\d+.*Stopped$/s)
})

test.each([
  [['--prot', '1'], /--prot/],
  [[], /--data DIR is missing/],
  [['--data', 'x', '--port', 'no'], /--port must be a number/],
  [['--data', 'x', '--port', '70000'], /--port must be at most 65535/],
])('the command exits with 2 for %j', async (argv, message) => {
  const { code, errors } = await run(argv)
  expect(code).toBe(2)
  expect(errors).toMatch(message)
})

test('an empty password for the first users is wrong usage, not no password', async () => {
  vi.stubEnv('TALLYDECK_STORE_ADMIN_PASSWORD', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { code, errors } = await run(['--data', 'x'])
  expect(code).toBe(2)
  expect(errors).toMatch(/TALLYDECK_STORE_ADMIN_PASSWORD is empty/)
})

test('the command exits with 1 and says why when the store is in use', async () => {
  const dataDir = await temporaryFolder()
  await aStore({ dataDir })
  const { code, errors } = await run(['--data', dataDir, '--port', '0'])
  expect(code).toBe(1)
  expect(errors).toMatch(/already open/)
})

test('SIGTERM stops the command cleanly', async () => {
  const script = join(import.meta.dirname, '../../support/storeMain.ts')
  const child = spawn(process.execPath, [script, '--data', await temporaryFolder(), '--port', '0'])
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  let told = false
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (told || !output.includes('Connect with')) return
    told = true
    child.kill('SIGTERM')
  })
  expect(await exited).toBe(0)
  expect(output).toContain('Stopped')
})
