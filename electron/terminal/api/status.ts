import type { TerminalStatus, Topic } from '#shared/contract/api/index.ts'
import type { Terminal } from '../index.ts'
import type { ApiHost } from './host.ts'
import { live } from './live.ts'

/** How the terminal stands, exactly and now. */
export function readStatus(terminal: Terminal, host: ApiHost): TerminalStatus {
  const identity = terminal.identity()
  const { link, pending, oldestPending, held, conflicts, clockOffset, damage } = terminal.state()
  return {
    version: host.version,
    terminal: identity?.terminal ?? null,
    warehouse: identity?.warehouse ?? null,
    warehouseName: terminal.queries.warehouse.get()?.name ?? null,
    central: host.central(),
    session: terminal.sessions.current() ?? null,
    link,
    pending,
    oldestPending,
    held,
    conflicts,
    clockOffset,
    damage,
    restored: terminal.queries.warehouse.restored(),
  }
}

/** The status at once, and again whenever it is another. */
export function liveStatus(
  terminal: Terminal,
  host: ApiHost,
  signal: AbortSignal | undefined,
): AsyncGenerator<TerminalStatus> {
  let last = ''
  return live({
    signal,
    subscribe: (wake) => {
      const stops = [
        terminal.subscribe(wake),
        terminal.onLink(wake),
        terminal.sessions.subscribe(wake),
      ]
      return () => stops.forEach((stop) => stop())
    },
    take: () => {
      const status = readStatus(terminal, host)
      const text = JSON.stringify(status)
      if (text === last) return undefined
      last = text
      return status
    },
  })
}

/** What has changed since the last answer. */
export function liveChanges(
  terminal: Terminal,
  signal: AbortSignal | undefined,
): AsyncGenerator<Topic[]> {
  const changed = new Set<Topic>()
  return live({
    signal,
    subscribe: (wake) =>
      terminal.subscribe((topics) => {
        for (const topic of topics) changed.add(topic)
        wake()
      }),
    take: () => {
      if (changed.size === 0) return undefined
      const topics = [...changed]
      changed.clear()
      return topics
    },
  })
}
