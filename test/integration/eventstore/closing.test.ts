import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import { certificate } from '#test/support/eventstore/conformance.ts'
import { tempDir } from '#test/support/terminal.ts'

const secure = { host: 'localhost', tls: certificate, adminPassword: 'of-this-test-only' }

it.each([
  ['says nothing to a store with TLS', secure, ''],
  ['speaks TLS to a store without', {}, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
])('is not held up by a connection that %s', async (_, options, said) => {
  const store = await openEventStore({ dataDir: tempDir(), shutdownTimeout: 200, ...options })
  const { port } = store.address
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(Buffer.from(said, 'latin1'))
  await store.close()
  const again = await openEventStore({ dataDir: tempDir(), port, ...options })
  expect(again.address.port).toBe(port)
  await again.close()
})
