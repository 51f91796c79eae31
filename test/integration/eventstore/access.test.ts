/** What access needs a store of its own for, or is meant to differ in from EventStoreDB. */
import { binaryEvent, jsonEvent } from '@eventstore/db-client'
import { expect, test } from 'vitest'
import { aClient, aStore, numbered, numbersIn } from '#test/support/eventstore/clients.ts'
import { certificate, password } from '#test/support/eventstore/conformance.ts'

async function signedIn() {
  const { connectionString } = await aStore({
    host: 'localhost',
    tls: certificate,
    adminPassword: password,
  })
  const as = (user: string) =>
    aClient(
      connectionString.replace('esdb://', `esdb://${user}:${password}@`) +
        `&tlsCAFile=${encodeURIComponent(certificate.certFile)}`,
    )
  return { admin: as('admin'), ops: as('ops') }
}

const denied = { type: 'access-denied' }

test('a link does not open what its target’s ACL closes', async () => {
  const { admin, ops } = await signedIn()
  await admin.appendToStream('secret', numbered(1))
  await admin.setStreamMetadata('secret', { acl: { readRoles: ['$admins'] } })
  await ops.appendToStream('links', binaryEvent({ type: '$>', data: Buffer.from('0@secret') }))
  const resolved = async (client: typeof admin) => {
    const found = []
    for await (const { event, link } of client.readStream('links', { resolveLinkTos: true }))
      found.push([event?.streamId, link?.streamId])
    return found
  }
  expect(await resolved(ops)).toEqual([[undefined, 'links']])
  expect(await resolved(admin)).toEqual([['secret', 'links']])
})

test('the ACLs of $settings are the defaults of user and system streams, below a stream’s own', async () => {
  const { admin, ops } = await signedIn()
  for (const stream of ['closed', 'own', '$system']) await admin.appendToStream(stream, numbered(1))
  await admin.setStreamMetadata('own', { acl: { readRoles: ['ops'] } })
  await expect(numbersIn(ops.readStream('$system'))).rejects.toMatchObject(denied)
  expect(await numbersIn(ops.readStream('closed'))).toEqual([1])

  const data = { $userStreamAcl: { $r: ['$admins'] }, $systemStreamAcl: { $r: '$ops' } }
  await admin.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data }))
  expect(await numbersIn(ops.readStream('$system'))).toEqual([1])
  expect(await numbersIn(ops.readStream('own'))).toEqual([1])
  await expect(numbersIn(ops.readStream('closed'))).rejects.toMatchObject(denied)
  await ops.appendToStream('closed', numbered(2))
  await expect(ops.appendToStream('$system', numbered(2))).rejects.toMatchObject(denied)
})
