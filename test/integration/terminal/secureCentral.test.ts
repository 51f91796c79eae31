import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import { certificate, password } from '#test/support/eventstore/conformance.ts'
import { tempDir } from '#test/support/terminal.ts'

async function openSecurely(user: string) {
  const store = await openEventStore({
    dataDir: tempDir(),
    host: 'localhost',
    tls: certificate,
    adminPassword: password,
    allowAnonymous: true,
  })
  onTestFinished(() => store.close())
  const { port } = store.address
  const ca = encodeURIComponent(certificate.certFile)
  const central = connectEventStoreDb(`esdb://${user}localhost:${port}?tls=true&tlsCAFile=${ca}`)
  onTestFinished(() => central.dispose())
  return { store, central }
}

const append = (central: CentralStore, stream: string) =>
  central.append(stream, [{ id: randomUUID(), type: 'Noted', data: {}, metadata: {} }], -1)

it.each(['', `admin:${password}@`])(
  'a secure central store at esdb://%slocalhost loses none of its appends to another store that goes away',
  async (user) => {
    const [one, other] = [await openSecurely(user), await openSecurely(user)]
    for (const { central } of [one, other])
      expect(await append(central, 'note')).toMatchObject({ result: 'appended' })
    const streams = Array.from({ length: 50 }, (_, n) => `note-${n}`)
    const lost = append(other.central, 'lost')
    const answers = streams.map((stream) => append(one.central, stream))
    await other.central.dispose()
    await lost
    expect(await Promise.all(answers)).toEqual(
      streams.map(() => ({ result: 'appended', revision: 0 })),
    )
  },
)
