import { copyFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { EventStoreDBClient } from '@eventstore/db-client'
import { openEventStore, type OpenStore } from '#electron/eventstore/index.ts'
import type { Terminal, TerminalConfig } from '#electron/terminal/index.ts'
import { openTerminal, tempDir } from './terminal.ts'
import { waitLimit } from '#test/support/limits.ts'

/** A central store that can be stopped and started again on the same port, over real sockets. */
export type Site = {
  readonly url: () => string
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** Starts on another database at the same address; the path is within the site's folder unless it is absolute. */
  readonly startOn: (file: string) => Promise<void>
  /** The database that it runs on. */
  readonly file: () => string
  /** Copies the database while the store is stopped; answers where to. */
  readonly copy: (name: string) => string
  /** A set-up terminal of WH1 that never connects by itself. */
  readonly terminal: (id: string, config?: Partial<TerminalConfig>) => Terminal
  /** Removes for good what the store's streams do not show any more. */
  readonly scavenge: () => Promise<void>
  /** Every event that the store has, whoever wrote it, in the order of its log. */
  readonly events: () => Promise<readonly StoredEvent[]>
}

export type StoredEvent = {
  readonly stream: string
  readonly id: string
  readonly type: string
  readonly data: Record<string, unknown>
  readonly metadata: Record<string, unknown>
}

export async function openSite(): Promise<Site> {
  const dir = tempDir()
  let file = join(dir, 'store.db')
  let running: OpenStore | undefined = await openEventStore({ file, port: 0 })
  const { port } = running.address
  const url = running.connectionString
  const stop = async () => {
    await running?.close()
    running = undefined
  }
  const start = async () => {
    running = await openEventStore({ file, port })
  }
  onTestFinished(stop)
  return {
    url: () => url,
    stop,
    start,
    startOn: (other) => {
      file = resolve(dir, other)
      return start()
    },
    file: () => file,
    copy: (name) => {
      copyFileSync(file, join(dir, name))
      return join(dir, name)
    },
    terminal: (id, config = {}) => {
      const terminal = openTerminal({ central: { url }, ...config })
      terminal.initialise({ terminal: id, warehouse: 'WH1' })
      return terminal
    },
    scavenge: async () => running?.scavenge(),
    events: () => readAll(url),
  }
}

export async function readAll(url: string): Promise<readonly StoredEvent[]> {
  const client = EventStoreDBClient.connectionString(url)
  try {
    const events: StoredEvent[] = []
    for await (const { event } of client.readAll())
      if (event && !event.type.startsWith('$'))
        events.push({
          stream: event.streamId,
          id: event.id,
          type: event.type,
          data: event.data as Record<string, unknown>,
          metadata: event.metadata as Record<string, unknown>,
        })
    return events
  } finally {
    await client.dispose()
  }
}

/** Syncs until there is nothing more to do. */
export const sync = (terminal: Terminal) => terminal.syncUntilIdle({ timeoutMs: waitLimit })
