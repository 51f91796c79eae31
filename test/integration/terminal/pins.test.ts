import { expect, it } from 'vitest'
import { hashPin } from '#electron/terminal/session/pin.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { openApiAs } from '#test/support/api.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin } from '#test/support/terminal.ts'

/** What gives the hash of a PIN away, whichever part of it is shown. */
const HASH = /scrypt|salt|"pin":/

const changePin = async (terminal: Terminal, pin: string) =>
  asAdmin(terminal)({ type: 'ChangePin', operator: 'ben', pin: await hashPin(pin) })

const streamsOf = ({ store }: Terminal) => [
  ...store.events.streams(),
  ...store.outbox.openStreams(),
]

/** Everything that can be asked for about events, commands and conflicts. */
async function allThatIsShown(terminal: Terminal): Promise<string> {
  const { queries } = terminal
  const { api } = openApiAs(terminal, 'admin')
  const conflicts = await api.conflicts.list({ limit: 100 })
  return JSON.stringify([
    [...new Set(streamsOf(terminal))].map((stream) => queries.events.ofStream(stream).toArray()),
    queries.outbox.list(100),
    await api.sync.outbox({ limit: 100 }),
    conflicts,
    await Promise.all(conflicts.map(({ conflict }) => api.conflicts.get({ conflict }))),
    await api.session.operators(),
    await api.diagnostics.get(),
    await api.status.get(),
    await terminal.metrics.metrics(),
  ])
}

it('shows nobody the hash of a PIN: not pending, not confirmed, not in a conflict about it', async () => {
  const site = await openSite()
  const [one, other] = [site.terminal('T1'), site.terminal('T2')]
  asAdmin(one)({ type: 'RegisterOperator', operator: 'ben', name: 'Ben', role: 'operator' })
  await sync(one)
  await sync(other)
  expect(JSON.stringify(await changePin(one, '1111'))).not.toMatch(HASH)
  await changePin(other, '2222')
  expect(HASH.exec(await allThatIsShown(one))).toBeNull()
  await sync(one)
  await sync(other)
  expect(other.state().conflicts.own).toBe(1)
  for (const terminal of [one, other]) {
    await sync(terminal)
    const shown = await allThatIsShown(terminal)
    for (const type of ['OperatorPinChanged', 'ConflictRaised'])
      expect(shown.includes(type)).toBe(true)
    expect(HASH.exec(shown)).toBeNull()
  }
  const kept = (await site.events()).find(({ type }) => type === 'OperatorPinChanged')
  expect(kept?.data).toMatchObject({ operator: 'ben', pin: { algorithm: 'scrypt' } })
})

it('a PIN for once that was given offline is sent, although somebody else changed the person first', async () => {
  const site = await openSite()
  const [one, other] = [site.terminal('T1'), site.terminal('T2')]
  asAdmin(one)({ type: 'RegisterOperator', operator: 'ben', name: 'Ben', role: 'operator' })
  await sync(one)
  await sync(other)
  asAdmin(one)({ type: 'IssuePin', operator: 'ben', pin: await hashPin('654321') })
  expect(one.queries.outbox.list(1)).toMatchObject([{ summary: 'Give ben a PIN for once' }])
  asAdmin(other)({ type: 'ChangeRole', operator: 'ben', role: 'supervisor' })
  await sync(other)
  await sync(one)
  expect(one.state()).toMatchObject({ pending: 0, conflicts: { own: 0 } })
  expect((await site.events()).map(({ type }) => type)).toContain('OperatorPinIssued')
})
