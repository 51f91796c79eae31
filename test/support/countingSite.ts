import type { Terminal, TerminalConfig } from '#electron/terminal/index.ts'
import { expect } from 'vitest'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import { problemOf } from '#shared/words/index.ts'
import { openSite, type Site, sync } from './site.ts'
import { asOperator, stockOf, tempDir } from './terminal.ts'

export const sku = 'SKU-1'
export const other = 'SKU-2'

type Command = Parameters<ReturnType<typeof asOperator>>[0]
type Accepted = Extract<Outcome, { outcome: 'accepted' }>

export type CountingSite<Name extends string> = {
  readonly site: Site
  readonly terminals: Readonly<Record<Name, Terminal>>
  /** Sets the clock of every terminal, on one day. */
  readonly at: (time: string) => void
  /** Gives a command as somebody; what is refused is a failure. */
  readonly as: (terminal: Terminal, operator: string) => (command: Command) => Accepted
  /** Everybody syncs, twice: so that each has what the others sent. */
  readonly all: () => Promise<void>
  /** What it says of counts arrives, and what it does to stock does not: the terminal is gone by then. */
  readonly dies: (name: Name, count: string) => Promise<void>
  /** A terminal that was gone, as it was when it went. */
  readonly revive: (name: Name) => Terminal
  /** The confirmed book of the first product in A-1. */
  readonly stock: (terminal: Terminal, bin?: string, of?: string) => number
}

/**
 * Terminals on one central store, that meet only when a test says so. Ten of each of two products stand in A-1; admin
 * and eva are supervisors, ana and ben count.
 */
export async function countingSite<const Name extends string>(
  names: readonly Name[],
  config: Partial<TerminalConfig> = {},
): Promise<CountingSite<Name>> {
  const site = await openSite()
  let now = '2026-03-02T08:00:00.000Z'
  const dying = new Set<string>()
  const folders = new Map(names.map((name) => [name, tempDir()]))
  const open = (name: Name) =>
    site.terminal(name, {
      ...config,
      dataDir: folders.get(name) ?? tempDir(),
      surroundings: { now: () => now },
      connect: (url) => {
        const central = connectEventStoreDb(url)
        const append: CentralStore['append'] = (stream, ...rest) =>
          dying.has(name) && stream.startsWith('stock-')
            ? Promise.resolve({ result: 'unknown', why: problemOf('unreachable') })
            : central.append(stream, ...rest)
        return { ...central, append }
      },
    })
  const opened = names.map((name) => [name, open(name)])
  const terminals = Object.fromEntries(opened) as Record<Name, Terminal>
  const each = Object.values<Terminal>(terminals)
  const all = async () => {
    for (const terminal of [...each, ...each]) await sync(terminal)
  }
  const as = (terminal: Terminal, operator: string) => (command: Command) => {
    const outcome = asOperator(terminal, operator)(command)
    if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome))
    return outcome
  }
  const [first] = each
  if (first === undefined) throw new Error('a site needs a terminal')
  const admin = as(first, 'admin')
  const people = { eva: 'supervisor', ana: 'operator', ben: 'operator' } as const
  for (const [operator, role] of Object.entries(people))
    admin({ type: 'RegisterOperator', operator, name: operator, role })
  for (const bin of ['A-1', 'A-2']) admin({ type: 'RegisterBin', bin })
  for (const one of [sku, other]) {
    admin({ type: 'RegisterProduct', sku: one, name: one, packs: [] })
    admin({ type: 'ReceiveStock', sku: one, bin: 'A-1', quantity: 10 })
  }
  await all()
  return {
    site,
    terminals,
    as,
    all,
    at: (time) => {
      now = `2026-03-02T${time}:00.000Z`
    },
    dies: async (name, count) => {
      const terminal = terminals[name]
      dying.add(name)
      terminal.startSync()
      await expect.poll(() => terminal.queries.counts.get(count)?.pending).toBe(false)
      await terminal.close()
      dying.delete(name)
    },
    revive: open,
    stock: (terminal, bin = 'A-1', of = sku) => stockOf(terminal, bin, of).confirmed,
  }
}
