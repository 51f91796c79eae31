/** Rights over TLS: a user for terminals, as docs/central-store.md sets it up. */
import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import type { Administration, User } from '#test/support/conformance/administration.ts'
import { as } from '#test/support/conformance/run.ts'
import { hasAdministrator, isOwn, withTerminals } from '#test/support/conformance/suite.ts'
import { stockOf } from '#test/support/terminal.ts'
import { waitLimit } from '#test/support/limits.ts'

const everybody = '$all'
const isPlain = (role: string) => !role.startsWith('$')

/** The groups that the metadata of `$all` lets read it; administrators may always. */
async function readers({ logMetadata }: Administration): Promise<readonly string[]> {
  const { acl } = await logMetadata()
  return [acl?.readRoles ?? []].flat()
}

/**
 * A group that may read the log: one that there is, else one that is let in for as long as the test lasts. Nobody's
 * right is taken away meanwhile.
 */
async function readingGroup(administration: Administration, name: string) {
  const may = await readers(administration)
  const known = may.find(isPlain)
  if (known !== undefined) return known
  const before = await administration.logMetadata()
  onTestFinished(async () => {
    await administration.setLogMetadata(before)
  })
  const readRoles = [...(may.length > 0 ? may : ['$admins']), name]
  await administration.setLogMetadata({ ...before, acl: { ...before.acl, readRoles } })
  return name
}

const urlOf = (url: string, { name, password }: User) =>
  url.replace(/^(esdb(?:\+discover)?:\/\/)(?:[^@/]*@)?/, `$1${name}:${password}@`)

withTerminals('rights', (run, server) => {
  const title = hasAdministrator
    ? 'a user without the right to the log'
    : 'skipped without TALLYDECK_CONFORMANCE_ADMIN_URL, and where there is no TLS: a user without the right to the log'

  it.skipIf(!hasAdministrator)(
    `${title} is told so, does all of it with it, and goes on when it was taken away and given back`,
    async ({ skip }) => {
      const administration = server().administration
      if (!administration) throw new Error('There is no administrator.')
      if ((await readers(administration)).includes(everybody)) skip('everybody may read the log')
      await expectRights(administration)
    },
  )

  it.skipIf(!isOwn)(
    'the same where only administrators may read the log (our own only)',
    async () => {
      const administration = server().administration
      if (!administration) throw new Error('There is no administrator.')
      const before = await administration.logMetadata()
      onTestFinished(async () => {
        await administration.setLogMetadata(before)
      })
      await administration.setLogMetadata({})
      await expectRights(administration, ['terminals'])
    },
  )

  /** `besides`: groups that give no right to the log, but to the streams. */
  async function expectRights(administration: Administration, besides: readonly string[] = []) {
    const before = await administration.settings()
    const user: User = { name: run().next('user'), password: randomUUID(), groups: [...besides] }
    await administration.users.create(user)
    onTestFinished(async () => {
      await administration.users.remove(user).catch(() => undefined)
    })
    const terminal = run().terminal({ central: { url: urlOf(run().url, user) } })
    const exchange = () => terminal.syncUntilIdle({ timeoutMs: waitLimit })
    const refused = { online: false, problem: { code: 'no-right-to-log' } }
    const done = { online: true, pending: 0, problem: null }
    expect(await exchange()).toMatchObject(refused)

    const may = [...besides, await readingGroup(administration, `${user.name}s`)]
    await administration.users.setGroups(user, may)
    expect(await exchange()).toMatchObject(done)
    const sku = await run().stocked(terminal, 9)
    as(terminal, run().ana)({ type: 'PickStock', sku, bin: 'A-1', quantity: 4 })

    await administration.users.setGroups(user, besides)
    expect(await exchange()).toMatchObject({ ...refused, pending: 1 })
    expect(stockOf(terminal, 'A-1', sku)).toEqual({ confirmed: 9, effective: 5 })

    await administration.users.setGroups(user, may)
    expect(await exchange()).toMatchObject(done)
    const other = await run().synced({ central: { url: administration.url } })
    expect(stockOf(other, 'A-1', sku)).toEqual({ confirmed: 5, effective: 5 })

    await administration.users.remove(user)
    if (!isOwn) return
    const { log, ...rest } = await administration.settings()
    expect(rest).toEqual({ defaults: before.defaults, users: before.users })
    expect(log).toBeDefined()
  }
})
