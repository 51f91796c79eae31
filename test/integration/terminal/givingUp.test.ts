import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import { openSite } from '#test/support/site.ts'
it('answers an append that is begun while the connection is given up, at whichever moment of it', async () => {
  const site = await openSite()
  for (let n = 0; n < 20; n++) {
    const central = connectEventStoreDb(site.url())
    const append = (stream: string) =>
      central.append(stream, [{ id: randomUUID(), type: 'Noted', data: {}, metadata: {} }], -1)
    await append(`first-${n}`)
    const disposed = central.dispose()
    for (let turn = 0; turn < n; turn++) await Promise.resolve()
    expect(await append(`after-${n}`)).toMatchObject({ result: 'unknown' })
    await disposed
  }
})
