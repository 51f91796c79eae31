import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, END } from '@eventstore/db-client'
import { expect } from 'vitest'
import type { Terminal, TerminalConfig } from '#electron/terminal/index.ts'
import { asOperator, openTerminal } from '../terminal.ts'
import type { StoredEvent } from '../site.ts'
import { testLimit } from '../limits.ts'

type Command = Parameters<Terminal['execute']>[0]['command']
type LogPosition = Exclude<
  NonNullable<Parameters<EventStoreDBClient['readAll']>[0]>['fromPosition'],
  string | undefined
>

/** What one run of the suite makes on a server: all of it carries the run's name. */
export type Run = Awaited<ReturnType<typeof beginRun>>

/** Somebody's commands; what is refused is a failure. */
export const as = (terminal: Terminal, operator: string) => (command: Command) => {
  const outcome = asOperator(terminal, operator)(command)
  if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome))
  return outcome.id
}

/** Exchanges everything, without a problem. A server that holds a site's years is read from its first event. */
export async function sync(terminal: Terminal) {
  const report = await terminal.syncUntilIdle({ timeoutMs: testLimit.integration })
  expect(report).toMatchObject({ online: true, problem: null })
  return report
}

/** A warehouse of the run's own on the server, with two people; what it makes is named after it. */
export async function beginRun(url: string) {
  const name = `C${randomUUID().slice(0, 8).toUpperCase()}`
  const client = EventStoreDBClient.connectionString(url)
  const start = await endOf(client)
  let given = 0
  const eva = `${name}-eva`
  const ana = `${name}-ana`
  const people = [eva, ana]
  const terminals: string[] = []
  const next = (what: string) => `${name}-${what}${++given}`
  const terminalName = () => {
    const id = next('T')
    terminals.push(id)
    return id
  }

  /** A new terminal of the run's warehouse, which has not met the server yet. */
  const terminal = (config: Partial<TerminalConfig> = {}): Terminal => {
    const opened = openTerminal({ central: { url }, ...config })
    opened.initialise({ terminal: terminalName(), warehouse: name })
    return opened
  }

  return {
    url,
    name,
    /** A supervisor, and somebody of the floor. */
    eva,
    ana,
    /** A name that the run gives to nothing else. */
    next,
    /** The name of a terminal that is opened elsewhere. */
    terminalName,
    terminal,
    /** A terminal on the folder of one that was closed. */
    reopened: (dataDir: string) => openTerminal({ central: { url }, dataDir }),
    /** Registers its people, and the bins. */
    open: async () => {
      const first = terminal()
      const admin = as(first, 'admin')
      admin({ type: 'RegisterOperator', operator: eva, name: eva, role: 'supervisor' })
      admin({ type: 'RegisterOperator', operator: ana, name: ana, role: 'operator' })
      for (const bin of ['A-1', 'A-2']) admin({ type: 'RegisterBin', bin })
      return sync(first)
    },
    /** A terminal that has exchanged everything with the server. */
    synced: async (config: Partial<TerminalConfig> = {}) => {
      const opened = terminal(config)
      await sync(opened)
      return opened
    },
    /** A product of the run, with so much of it in a bin, that the server has. */
    stocked: async (by: Terminal, quantity = 10, bin = 'A-1') => {
      const sku = next('SKU')
      as(by, eva)({ type: 'RegisterProduct', sku, name: sku, packs: [] })
      as(by, eva)({ type: 'ReceiveStock', sku, bin, quantity })
      await sync(by)
      return sku
    },
    /** What the run's terminals wrote to the server, in the order of its log. */
    events: async () => {
      const all = await eventsAfter(client, start)
      return all.filter(({ metadata }) => String(metadata['terminal']).startsWith(`${name}-`))
    },
    /** Takes the people and the terminals out of the lists of others: nothing that was written can be taken away. */
    retire: async (by: Terminal) => {
      await sync(by)
      for (const retired of terminals) as(by, eva)({ type: 'RetireTerminal', terminal: retired })
      for (const operator of people.toReversed())
        as(by, eva)({ type: 'DeactivateOperator', operator })
      await sync(by)
    },
    end: () => client.dispose(),
  }
}

async function endOf(client: EventStoreDBClient): Promise<LogPosition | undefined> {
  let last: LogPosition | undefined
  const newest = client.readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 })
  // To its end: of a read that is left in between, the client never lets go.
  for await (const { event } of newest) last = event?.position
  return last
}

async function eventsAfter(
  client: EventStoreDBClient,
  start: LogPosition | undefined,
): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = []
  for await (const { event } of client.readAll(start && { fromPosition: start }))
    if (event && !event.type.startsWith('$'))
      events.push({
        stream: event.streamId,
        id: event.id,
        type: event.type,
        data: event.data as Record<string, unknown>,
        metadata: event.metadata as Record<string, unknown>,
      })
  return events
}

/** Each intention stands in the log once, and no event twice. */
export async function expectOnce(run: Run, intentions: readonly string[]): Promise<void> {
  const events = await run.events()
  const ids = events.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const arrived = Map.groupBy(events, ({ metadata }) => metadata['intention'])
  expect(intentions.filter((id) => arrived.get(id)?.length !== 1)).toEqual([])
}
