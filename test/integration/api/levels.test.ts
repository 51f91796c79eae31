import { ORPCError } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { metaOf } from '#electron/terminal/api/stale.ts'
import { openApi, openApiAs, type Path, procedures as known } from '#test/support/api.ts'
import { asAdmin, openTerminal, stockedTerminal } from '#test/support/terminal.ts'

const procedures = known.map(([path]) => path)
const levelOf = new Map(known.map(([path, procedure]) => [path, metaOf(procedure).level]))

/** What a call is turned away with before it is even looked at; undefined where it is let in. */
async function turnedAway(api: object, path: Path): Promise<string | undefined> {
  const call = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], api)
  try {
    const answer = await (call as (input: unknown) => Promise<unknown>)({ no: 'input fits' })
    await (answer as { return?: () => Promise<unknown> } | undefined)?.return?.()
  } catch (error) {
    if (error instanceof ORPCError && ['UNAUTHORIZED', 'FORBIDDEN'].includes(String(error.code)))
      return String(error.code)
  }
  return undefined
}

const told = async (api: object, paths: readonly Path[]) =>
  Object.fromEntries(
    await Promise.all(
      paths.map(async (path) => [path.join('.'), await turnedAway(api, path)] as const),
    ),
  )

const expected = (code: (level: string) => string | undefined) =>
  Object.fromEntries(procedures.map((path) => [path.join('.'), code(levelOf.get(path) ?? 'none')]))

describe('every procedure of the contract', () => {
  it('says who may call it', () => {
    expect(procedures.length).toBeGreaterThan(30)
    expect(procedures.filter((path) => levelOf.get(path) === undefined)).toEqual([])
  })

  it('answers nobody who is not signed in, but for signing in and set-up', async () => {
    const { api } = openApi(stockedTerminal())
    expect(await told(api, procedures)).toEqual(
      expected((level) => (level === 'open' ? undefined : 'UNAUTHORIZED')),
    )
  })

  it('answers an operator who is, but for what is a supervisor’s', async () => {
    const terminal = stockedTerminal()
    asAdmin(terminal)({ type: 'RegisterOperator', operator: 'jo', name: 'Jo', role: 'operator' })
    const { api } = openApiAs(terminal, 'jo')
    const supervisors = new Set(['supervisor', 'setting-up'])
    expect(await told(api, procedures)).toEqual(
      expected((level) => (supervisors.has(level) ? 'FORBIDDEN' : undefined)),
    )
  })

  it('answers a supervisor', async () => {
    const { api } = openApiAs(stockedTerminal(), 'admin')
    expect(await told(api, procedures)).toEqual(expected(() => undefined))
  })

  it('of set-up is open before the terminal is set up', async () => {
    const { api } = openApi(openTerminal())
    expect(await told(api, [['setup', 'probeCentral']])).toEqual({
      'setup.probeCentral': undefined,
    })
  })
})

describe('what a page learns where nobody is signed in', () => {
  it('is who may sign in, and no addresses', async () => {
    const terminal = stockedTerminal()
    const run = asAdmin(terminal)
    run({ type: 'RegisterOperator', operator: 'jo', name: 'Jo', role: 'operator' })
    run({ type: 'DeactivateOperator', operator: 'jo' })
    const { api } = openApi(terminal)
    expect((await api.session.operators()).map(({ operator }) => operator)).toEqual(['admin'])
    expect(await api.status.get()).toMatchObject({ session: null, central: { address: '' } })
    const signedIn = openApiAs(terminal, 'admin').api
    expect(await signedIn.session.operators()).toHaveLength(2)
  })

  it('is that there are other people, and of no other change', async () => {
    const terminal = stockedTerminal()
    const run = asAdmin(terminal)
    const controller = new AbortController()
    const { api } = openApi(terminal)
    const changes = await api.status.changes(undefined, { signal: controller.signal })
    run({ type: 'ReceiveStock', sku: 'SKU-1', bin: 'A-1', quantity: 1 })
    run({ type: 'RegisterOperator', operator: 'jo', name: 'Jo', role: 'operator' })
    expect(await changes.next()).toMatchObject({ value: [['session', 'operators']] })
    controller.abort()
  })
})
