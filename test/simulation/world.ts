import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from '#shared/contract/commands.ts'
import { createTerminal, type ExecuteRequest, type Terminal } from '#electron/terminal/index.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { type Random, seeded } from '#test/support/random.ts'

export const bins = ['A-1', 'A-2', 'B-1'] as const
export const skus = ['SKU-1', 'SKU-2'] as const

type Accepted = Extract<Outcome, { outcome: 'accepted' }>

/** What a terminal said is saved, and when. */
type Given = { readonly request: ExecuteRequest; readonly outcome: Accepted; readonly at: string }

/** One terminal of the simulated site, over all its crashes. */
export type Station = {
  readonly id: string
  readonly dataDir: string
  readonly link: Link
  /** By how many milliseconds its clock is ahead of the right time. */
  skew: number
  readonly accepted: Map<string, Given>
} & Life

type Link = { cut: boolean }

/** From one start of the process to its death. */
type Life = { terminal: Terminal; alive: { yes: boolean } }

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

/** Terminals, a central store, and weather between them, all from one seed. */
export class World {
  readonly random: Random
  readonly log = new MemoryLog(() => this.#clock)
  readonly stations: Station[] = []
  readonly #root = mkdtempSync(join(tmpdir(), 'tallydeck-simulation-'))
  readonly #tick: number
  #stormy = true
  #copies = 0
  #clock = 1_700_000_000_000
  #ended: Promise<void>[] = []

  /** `tick`: by how many milliseconds the clock goes on with each look at it. */
  constructor(seed: number, terminals: number, tick = 17) {
    this.random = seeded(seed)
    this.#tick = tick
    for (let n = 1; n <= terminals; n++) this.#add(`T${n}`)
  }

  #add(id: string): void {
    const dataDir = join(this.#root, id)
    const link = { cut: false }
    const station = {
      id,
      dataDir,
      link,
      skew: 0,
      accepted: new Map(),
    } as Partial<Station> as Station
    this.stations.push(Object.assign(station, this.#boot(station)))
    station.terminal.initialise({ terminal: id, warehouse: 'WH1' })
    station.terminal.startSync()
  }

  #boot(station: Station): Life {
    const { dataDir, link } = station
    const { random } = this
    const alive = { yes: true }
    const bad = (probability: number) => this.#stormy && random.chance(probability)
    const terminal = createTerminal({
      dataDir,
      central: { url: 'memory' },
      surroundings: {
        now: () => new Date((this.#clock += this.#tick) + station.skew).toISOString(),
        newId: random.uuid,
      },
      timing: {
        now: () => this.#clock + station.skew,
        random: random.next,
        sleep: async (ms, signal) => {
          for (let turns = 0; turns < Math.min(ms / 50, 40) && !signal.aborted; turns++)
            await turn()
        },
      },
      connect: () =>
        connectMemory(this.log, {
          ...fineWeather,
          cut: () => link.cut || !alive.yes,
          losesRequest: () => bad(0.05),
          losesAnswer: () => bad(0.1),
          delays: () => bad(0.5),
          drops: () => bad(0.05),
          pause: async () => {
            for (let turns = this.#stormy ? random.between(1, 4) : 1; turns > 0; turns--)
              await turn()
          },
        }),
    })
    return { terminal, alive }
  }

  /** What time it really is, ISO 8601. */
  get time(): string {
    return new Date(this.#clock).toISOString()
  }

  pass(ms: number): void {
    this.#clock += ms
  }

  async turns(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await turn()
  }

  execute(station: Station, request: ExecuteRequest): Outcome {
    const outcome = station.terminal.execute(request)
    if (outcome.outcome === 'accepted')
      station.accepted.set(outcome.id, { request, outcome, at: this.time })
    return outcome
  }

  /** The process dies between two instructions, and starts again on what the disk has. */
  async crash(station: Station): Promise<void> {
    await this.#kill(station)
    this.#start(station)
  }

  /** Copies a terminal's data folder as it is now, while it is at work; answers with how to put the copy back. */
  copy(station: Station): () => Promise<void> {
    const { dataDir } = station
    const copy = join(this.#root, `copy-${(this.#copies += 1)}`)
    cpSync(dataDir, copy, { recursive: true })
    return async () => {
      await this.#kill(station)
      rmSync(dataDir, { recursive: true })
      cpSync(copy, dataDir, { recursive: true })
      this.#start(station)
      for (const id of station.accepted.keys())
        if (station.terminal.store.outbox.findById(id) === undefined) station.accepted.delete(id)
    }
  }

  /** The machine is lost with its disk: it never comes back. */
  async lose(station: Station): Promise<void> {
    await this.#kill(station)
    this.stations.splice(this.stations.indexOf(station), 1)
  }

  async #kill(station: Station): Promise<void> {
    const dead = station.terminal
    station.alive.yes = false
    dead.store.close()
    this.log.poke()
    this.#ended.push(dead.close())
    await turn()
  }

  #start(station: Station): void {
    Object.assign(station, this.#boot(station))
    station.terminal.startSync()
  }

  setCut(station: Station, cut: boolean): void {
    station.link.cut = cut
    this.log.poke()
  }

  /** The storm is over: everything gets through. */
  async calm(): Promise<void> {
    this.#stormy = false
    for (const station of this.stations) this.setCut(station, false)
    await this.settleDown()
  }

  /** Until every terminal has all that the store has, and the store all that the terminals may push. */
  async settleDown(): Promise<void> {
    const atRest = () =>
      this.stations.every(
        ({ terminal: { store } }) =>
          store.events.count() === this.log.events.length &&
          store.outbox.pendingStreams().length === 0,
      )
    for (let quiet = 0, turns = 0; quiet < 50; turns++) {
      await turn()
      quiet = atRest() ? quiet + 1 : 0
      if (turns > 100_000) throw new Error('the terminals never come to rest')
    }
  }

  async close(): Promise<void> {
    for (const { terminal } of this.stations) await terminal.close()
    await Promise.allSettled(this.#ended)
    rmSync(this.#root, { recursive: true, force: true })
  }
}
