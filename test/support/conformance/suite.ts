import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginRun, type Run } from './run.ts'
import { hostsOf, namedServer, ownServer, type Server } from './server.ts'
import { longLimit } from '../limits.ts'

const named = namedServer(process.env)

/** Whether the server is ours, made for the suite. */
export const isOwn = named === undefined

/** Whether somebody named an administrator, or the server is ours. */
export const hasAdministrator = isOwn || named?.administration !== undefined

/** Whether somebody allows a scavenge, and names an administrator; or the server is ours. */
export const mayHarm = isOwn || named?.mayHarm === true

export const url = named?.url

/**
 * Defines tests of real terminals on our own server, or on the one that TALLYDECK_CONFORMANCE_URL names. At their end
 * it is looked that nothing was written but what is the run's own.
 */
export function withTerminals(
  title: string,
  define: (run: () => Run, server: () => Server) => void,
): void {
  const where = named === undefined ? 'our own server' : hostsOf(named.url)
  describe(`${title} (${where})`, { timeout: longLimit }, () => {
    let server: Server | undefined
    let begun: Run | undefined
    const run = () => {
      if (!begun) throw new Error('The run has not begun.')
      return begun
    }
    beforeAll(async () => {
      server = named ?? (await ownServer())
      begun = await beginRun(server.url)
    })
    afterAll(async () => {
      await begun?.end()
      await server?.close()
    })
    it('a warehouse of its own is set up', async () => {
      expect(await run().open()).toMatchObject({ pending: 0, conflicts: 0 })
    })
    define(run, () => {
      if (!server) throw new Error('The server is not up.')
      return server
    })
    it('leaves no conflict, nobody who could sign in, and nothing in a stream of others', async () => {
      const last = await run().synced()
      const open = last.queries.conflicts.list('open', 1000)
      expect(open.filter(({ stream }) => stream.includes(run().name))).toEqual([])
      await run().retire(last)
      expectOwnStreams(run().name, await run().events())
    })
  })
}

type Written = Awaited<ReturnType<Run['events']>>

function expectOwnStreams(name: string, events: Written): void {
  expect(events.length).toBeGreaterThan(0)
  // A server that no terminal has met gets the supervisor that every warehouse begins with.
  const others = events.filter(
    ({ stream, type }) =>
      !stream.includes(name) &&
      !stream.startsWith('conflict-') &&
      !(stream === 'operator-admin' && type === 'OperatorRegistered'),
  )
  expect(others).toEqual([])
  const raised = events.filter(({ type }) => type === 'ConflictRaised')
  const settled = events.filter(({ stream }) => stream.startsWith('conflict-'))
  const ours = new Set(raised.map(({ stream }) => stream))
  expect(raised.every(({ data }) => String(data['stream']).includes(name))).toBe(true)
  expect(settled.filter(({ stream }) => !ours.has(stream))).toEqual([])
}
