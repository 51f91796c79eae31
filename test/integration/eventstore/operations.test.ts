/** What only our own server promises: health, metrics, shutdown, users of its own. */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import usersService from '@eventstore/db-client/generated/users_grpc_pb.js'
import users from '@eventstore/db-client/generated/users_pb.js'
import { credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js'
import {
  binaryEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { openEventStore, type StoreOptions } from '#electron/eventstore/index.ts'
import {
  aClient,
  aStore,
  numbered,
  numberOf,
  numbersIn,
  temporaryFolder,
  until,
} from '#test/support/eventstore/clients.ts'
import { certificate } from '#test/support/eventstore/conformance.ts'

test('/health says ok and the last position, /metrics what was written', async () => {
  const store = await aStore({ opsPort: 0 })
  await aClient(store.connectionString).appendToStream('a', [1, 2].map(numbered))
  const base = `http://127.0.0.1:${store.opsAddress?.port}`
  const health = await fetch(`${base}/health`)
  expect(health.status).toBe(200)
  expect(await health.json()).toMatchObject({
    status: 'ok',
    position: expect.any(Number) as number,
  })
  const metrics = await (await fetch(`${base}/metrics`)).text()
  expect(metrics).toMatch(/eventstore_writes_total\{outcome="written"\} \d+/)
  expect(metrics).toMatch(/eventstore_open_calls\{kind="batch-append"\} 1/)
  expect(metrics).toMatch(/eventstore_last_position \d+/)
  expect((await fetch(`${base}/nothing`)).status).toBe(404)
  expect((await fetch(`${base}/health`, { method: 'POST' })).status).toBe(405)
})

test('a busy port for health and metrics is reported, and nothing stays open', async () => {
  const first = await aStore({ opsPort: 0 })
  const dataDir = await temporaryFolder()
  const opsPort = first.opsAddress!.port
  await expect(openEventStore({ dataDir, opsPort })).rejects.toMatchObject({ code: 'port-in-use' })
  await aStore({ dataDir })
})

test('a shutdown ends subscriptions with CANCELLED and leaves nothing hanging', async () => {
  const store = await aStore()
  const client = aClient(store.connectionString)
  await client.appendToStream('a', numbered(1))
  const failures: unknown[] = []
  let live = 0
  for (const subscription of [client.subscribeToStream('a'), client.subscribeToAll()])
    subscription
      .on('caughtUp', () => (live += 1))
      .on('error', (error) => failures.push(error))
      .on('data', () => undefined)
  await until(() => live === 2)
  const started = performance.now()
  await store.close()
  await until(() => failures.length === 2)
  expect(failures).toEqual([
    expect.objectContaining({ type: 'cancelled' }),
    expect.objectContaining({ type: 'cancelled' }),
  ])
  expect(performance.now() - started).toBeLessThan(2000)
})

test('a shutdown answers a half-sent Append with UNAVAILABLE', async () => {
  const store = await aStore()
  const stub = new streamsService.StreamsClient(
    `127.0.0.1:${store.address.port}`,
    credentials.createInsecure(),
  )
  onTestFinished(() => stub.close())
  const failed = new Promise<ServiceError | null>((resolve) => {
    const call = stub.append(new Metadata(), resolve)
    call.on('error', () => undefined)
    const name = new shared.StreamIdentifier().setStreamName(Buffer.from('a').toString('base64'))
    const options = new streams.AppendReq.Options().setStreamIdentifier(name)
    call.write(new streams.AppendReq().setOptions(options.setAny(new shared.Empty())))
  })
  await new Promise<void>((resolve, reject) => {
    stub.waitForReady(Date.now() + 5000, (error) => (error ? reject(error) : resolve()))
  })
  await store.close()
  expect((await failed)?.code).toBe(status.UNAVAILABLE)
})

test('what was acknowledged before a shutdown is there after it, and appends during it are whole or not there', async () => {
  const dataDir = await temporaryFolder()
  const store = await openEventStore({ dataDir })
  const client = aClient(store.connectionString)
  await client.appendToStream('s', numbered(0))
  const acknowledged: number[] = [0]
  const appends = Array.from({ length: 3000 }, async (_, n) => {
    const number = n + 1
    await client.appendToStream('s', numbered(number)).then(
      () => acknowledged.push(number),
      () => undefined,
    )
  })
  await until(() => acknowledged.length > 100)
  await store.close()
  await Promise.all(appends)
  const again = await aStore({ dataDir })
  const found = await numbersIn(aClient(again.connectionString).readStream('s'))
  expect(new Set(found).size).toBe(found.length)
  expect(found).toEqual(expect.arrayContaining(acknowledged))
})

test('closing twice is closing once', async () => {
  const store = await aStore()
  await expect(Promise.all([store.close(), store.close()])).resolves.toHaveLength(2)
})

test('a certificate that is none is refused before anything is opened', async () => {
  const dataDir = await temporaryFolder()
  const tls = { certFile: certificate.keyFile, keyFile: certificate.certFile }
  await expect(openEventStore({ dataDir, tls })).rejects.toMatchObject({ code: 'tls-invalid' })
})

interface Caller {
  <Request, Response>(
    call: (
      request: Request,
      metadata: Metadata,
      done: (error: ServiceError | null, response: Response) => void,
    ) => unknown,
    request: Request,
    user?: string,
  ): Promise<Response>
}

async function aSecureStore(options: Partial<StoreOptions> = {}) {
  const tls = certificate
  const store = await aStore({ host: 'localhost', tls, adminPassword: 'first', ...options })
  const channel = credentials.createSsl(readFileSync(certificate.certFile))
  const stub = new usersService.UsersClient(`localhost:${store.address.port}`, channel)
  onTestFinished(() => stub.close())
  const call: Caller = (method, request, user = 'admin:first') => {
    const metadata = new Metadata()
    metadata.set('authorization', `Basic ${Buffer.from(user).toString('base64')}`)
    return new Promise((resolve, reject) => {
      method.call(stub, request, metadata, (error, response) =>
        error ? reject(error) : resolve(response),
      )
    })
  }
  const signIn = (user: string) =>
    aClient(
      store.connectionString.replace('esdb://', `esdb://${user}@`) +
        `&tlsCAFile=${encodeURIComponent(certificate.certFile)}`,
    )
  return { store, stub, call, signIn }
}

const newUser = (password: string) => {
  const options = new users.CreateReq.Options()
  options.setLoginName('sam').setFullName('Sam').setPassword(password).setGroupsList(['pickers'])
  return new users.CreateReq().setOptions(options)
}

test('users are created, used, disabled, enabled, changed and deleted, by admins only', async () => {
  const { stub, call, signIn } = await aSecureStore()
  await call(stub.create.bind(stub), newUser('one'))
  // Again, as after a lost answer, and once more with another password.
  await call(stub.create.bind(stub), newUser('one'))
  await expect(call(stub.create.bind(stub), newUser('two'))).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
  })
  await expect(call(stub.create.bind(stub), newUser('one'), 'sam:one')).rejects.toMatchObject({
    code: status.PERMISSION_DENIED,
  })

  const admin = signIn('admin:first')
  await admin.setStreamMetadata('theirs', { acl: { writeRoles: ['pickers'] } })
  const as = async (user: string) => {
    const [username = '', password = ''] = user.split(':')
    await admin.appendToStream('theirs', numbered(1), { credentials: { username, password } })
  }
  const denied = { type: 'access-denied' }
  await as('sam:one')
  await expect(as('ops:first')).rejects.toMatchObject(denied)

  const named = <T extends { setLoginName(name: string): unknown }>(options: T) => {
    options.setLoginName('sam')
    return options
  }
  const disable = new users.DisableReq().setOptions(named(new users.DisableReq.Options()))
  await call(stub.disable.bind(stub), disable)
  await expect(as('sam:one')).rejects.toMatchObject(denied)
  const enable = new users.EnableReq().setOptions(named(new users.EnableReq.Options()))
  await call(stub.enable.bind(stub), enable)
  await as('sam:one')

  const change = named(new users.ChangePasswordReq.Options())
  change.setCurrentPassword('wrong').setNewPassword('two')
  const changeRequest = new users.ChangePasswordReq().setOptions(change)
  await expect(
    call(stub.changePassword.bind(stub), changeRequest, 'sam:one'),
  ).rejects.toMatchObject({ code: status.PERMISSION_DENIED })
  change.setCurrentPassword('one')
  await call(stub.changePassword.bind(stub), changeRequest, 'sam:one')
  await expect(as('sam:one')).rejects.toMatchObject(denied)
  await as('sam:two')

  const remove = new users.DeleteReq().setOptions(named(new users.DeleteReq.Options()))
  await call(stub.delete.bind(stub), remove)
  await expect(as('sam:two')).rejects.toMatchObject(denied)
  await expect(call(stub.delete.bind(stub), remove)).rejects.toMatchObject({
    code: status.NOT_FOUND,
  })
  await call(stub.create.bind(stub), newUser('three'))
  await as('sam:three')
})

test('passwords are not in the log', async () => {
  const { store, stub, call, signIn } = await aSecureStore()
  await call(stub.create.bind(stub), newUser('a-very-secret-word'))
  expect(store.address.port).toBeGreaterThan(0)
  for await (const { event } of signIn('admin:first').readAll())
    expect(JSON.stringify(event?.data ?? '')).not.toContain('a-very-secret-word')
})

test('persistent subscriptions, their checkpoint and what they parked outlive a restart', async () => {
  const dataDir = await temporaryFolder()
  const first = await openEventStore({ dataDir })
  const before = aClient(first.connectionString)
  await before.appendToStream('s', [0, 1, 2].map(numbered))
  await before.createPersistentSubscriptionToStream(
    's',
    'g',
    persistentSubscriptionToStreamSettingsFromDefaults({
      startFrom: 'start',
      checkPointLowerBound: 1,
      checkPointUpperBound: 1,
    }),
  )
  const consumer = before.subscribeToPersistentSubscriptionToStream('s', 'g', { bufferSize: 1 })
  consumer.on('error', () => undefined)
  let handled = 0
  consumer.on('data', (event) => {
    handled += 1
    void (handled === 1 ? consumer.nack('park', 'later', event) : consumer.ack(event))
  })
  await until(async () => {
    const { stats } = await before.getPersistentSubscriptionToStreamInfo('s', 'g')
    return stats.lastCheckpointedEventRevision === 2n && stats.parkedMessageCount === 1n
  })
  await first.close()

  const after = aClient((await aStore({ dataDir })).connectionString)
  const numbers: number[] = []
  const again = after.subscribeToPersistentSubscriptionToStream('s', 'g')
  again
    .on('error', () => undefined)
    .on('data', (event) => {
      numbers.push(numberOf(event.event))
      void again.ack(event)
    })
  await after.appendToStream('s', numbered(3))
  await until(() => numbers.length === 1)
  await after.replayParkedMessagesToStream('s', 'g')
  await until(() => numbers.length === 2)
  expect(numbers).toEqual([3, 0])
})

test('a user who was deleted does not come back with the first password at the next start', async () => {
  const dataDir = await temporaryFolder()
  const first = await aSecureStore({ dataDir })
  const remove = new users.DeleteReq.Options().setLoginName('ops')
  await first.call(first.stub.delete.bind(first.stub), new users.DeleteReq().setOptions(remove))
  await first.store.close()
  const { stub, call } = await aSecureStore({ dataDir })
  await expect(
    call(stub.changePassword.bind(stub), new users.ChangePasswordReq(), 'ops:first'),
  ).rejects.toMatchObject({ code: status.UNAUTHENTICATED })
})

test('a store opens again after somebody wrote what is no user into the stream of one', async () => {
  const dataDir = await temporaryFolder()
  const first = await openEventStore({ dataDir })
  const nonsense = binaryEvent({ type: '$UserUpdated', data: Buffer.from('{ not JSON') })
  await aClient(first.connectionString).appendToStream('$user-admin', nonsense)
  await first.close()
  const again = aClient((await aStore({ dataDir })).connectionString)
  await again.appendToStream('a', numbered(1))
  expect(await numbersIn(again.readStream('a'))).toEqual([1])
})
