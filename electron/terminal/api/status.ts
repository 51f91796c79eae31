import type { TerminalStatus, Topic } from '#shared/contract/api/index.ts'
import type { Terminal } from '../index.ts'
import type { Screen } from '../session/index.ts'
import { DEFAULT_IDLE_LOCK } from '#shared/domain/warehouse/index.ts'
import type { ApiHost } from './host.ts'
import { live } from './live.ts'
import { staleBy } from './stale.ts'

/** How the terminal stands, exactly and now. Addresses are for whoever is signed in. */
export function readStatus(terminal: Terminal, host: ApiHost, screen: Screen): TerminalStatus {
  const session = screen.current() ?? null
  const central = host.central()
  const identity = terminal.identity()
  const warehouse = terminal.queries.warehouse.get()
  const { link, pending, oldestPending, held, conflicts, clockOffset, damage } = terminal.state()
  return {
    version: host.version,
    terminal: identity?.terminal ?? null,
    warehouse: identity?.warehouse ?? null,
    warehouseName: warehouse?.name ?? null,
    central: session === null ? { ...central, address: '' } : central,
    site: terminal.site() ?? null,
    session,
    idleLock: warehouse?.idleLock ?? DEFAULT_IDLE_LOCK,
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
  screen: Screen,
  signal: AbortSignal | undefined,
): AsyncGenerator<TerminalStatus> {
  let last = ''
  return live({
    signal,
    subscribe: (wake) => {
      const stops = [terminal.subscribe(wake), terminal.onLink(wake), screen.subscribe(wake)]
      return () => stops.forEach((stop) => stop())
    },
    take: () => {
      const status = readStatus(terminal, host, screen)
      const text = JSON.stringify(status)
      if (text === last) return undefined
      last = text
      return status
    },
  })
}

/** What may be answered otherwise since the last time; where nobody is signed in, only of what they may ask. */
export function liveChanges(
  terminal: Terminal,
  screen: Screen,
  signal: AbortSignal | undefined,
): AsyncGenerator<string[][]> {
  const changed = new Set<Topic>()
  return live({
    signal,
    subscribe: (wake) =>
      terminal.subscribe((topics) => {
        for (const topic of topics) changed.add(topic)
        wake()
      }),
    take: () => {
      const stale = staleBy(changed, screen.current() !== undefined)
      changed.clear()
      return stale.length === 0 ? undefined : stale
    },
  })
}
