import { onTestFinished } from 'vitest'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import type { CentralStore } from '#electron/terminal/central/index.ts'
import { endForGood } from './gaps.ts'
import { connectMemory, fineWeather, MemoryLog } from './memoryCentral.ts'
import { openSite } from './site.ts'

/** A central store, with a connection to it and what else a test does to it. */
export type CentralSubject = {
  readonly central: CentralStore
  /** Another connection. */
  readonly connect: () => CentralStore
  /** It cannot be reached any more … */
  readonly cut: () => Promise<void>
  /** … and is there again. */
  readonly mend: () => Promise<void>
  /** Ends a stream for good. */
  readonly end: (stream: string) => Promise<void>
}

function withConnections(
  connect: () => CentralStore,
  more: Omit<CentralSubject, 'central' | 'connect'>,
) {
  const connectOwn = () => {
    const central = connect()
    onTestFinished(() => central.dispose())
    return central
  }
  return { central: connectOwn(), connect: connectOwn, ...more }
}

/** The model of the store's log that the simulation runs on. */
function openMemory(): Promise<CentralSubject> {
  const log = new MemoryLog()
  let isCut = false
  const set = (cut: boolean) => () => {
    isCut = cut
    log.poke()
    return Promise.resolve()
  }
  return Promise.resolve(
    withConnections(() => connectMemory(log, { ...fineWeather, cut: () => isCut }), {
      cut: set(true),
      mend: set(false),
      end: (stream) => Promise.resolve(log.end(stream)),
    }),
  )
}

/** The adapter that terminals have, over a real connection to the embedded store. */
async function openEventStoreDb(): Promise<CentralSubject> {
  const site = await openSite()
  return withConnections(() => connectEventStoreDb(site.url()), {
    cut: site.stop,
    mend: site.start,
    end: (stream) => endForGood(site, stream),
  })
}

/** Everything that the port is implemented by. */
export const centralSubjects = [
  ['the memory store', openMemory],
  ['EventStoreDB’s protocol', openEventStoreDb],
] as const
