import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openEventStore } from '#electron/eventstore/index.ts'
import { createTerminal, type Terminal } from '#electron/terminal/index.ts'
import { sync } from './site.ts'
import { asAdmin, tempDir } from './terminal.ts'

export const sku = 'SKU-1'
export const other = 'SKU-2'
export const terminals = ['T1', 'T2', 'T3', 'T4'] as const
export type TerminalName = (typeof terminals)[number]
type Command = Parameters<ReturnType<typeof asAdmin>>[0]

const at = (time: string) => `2026-03-02T${time}:00.000Z`

/** What happens on the floor that day, in real time, with every terminal offline. */
type Step = {
  readonly at: string
  readonly terminal: TerminalName
  /** What it does to the shelves, for the first SKU. */
  readonly moves?: Readonly<Record<string, number>>
  /** The bin and SKU that is looked at: what is there becomes the count. */
  readonly looks?: { readonly bin: string; readonly sku: string }
  /** Some of what is there is scanned, one look with all the scans of the bin. */
  readonly scans?: { readonly bin: string; readonly quantity: number }
  readonly command?: Command
}

const move = (from: string, to: string, quantity: number): Command => ({
  type: 'MoveStock',
  sku,
  from,
  to,
  quantity,
})

/** Three count a zone of three bins while the fourth picks from them, receives into them and moves between them. */
const day: readonly Step[] = [
  {
    at: '09:30',
    terminal: 'T4',
    moves: { 'A-2': 6 },
    command: { type: 'ReceiveStock', sku, bin: 'A-2', quantity: 6 },
  },
  {
    at: '09:50',
    terminal: 'T4',
    moves: { 'A-1': -4 },
    command: { type: 'PickStock', sku, bin: 'A-1', quantity: 4 },
  },
  { at: '10:00', terminal: 'T1', looks: { bin: 'A-1', sku } },
  { at: '10:01', terminal: 'T1', looks: { bin: 'A-1', sku: other } },
  {
    at: '10:05',
    terminal: 'T4',
    moves: { 'A-1': -3, 'A-3': 3 },
    command: move('A-1', 'A-3', 3),
  },
  { at: '10:10', terminal: 'T2', looks: { bin: 'A-2', sku } },
  { at: '10:20', terminal: 'T3', scans: { bin: 'A-3', quantity: 15 } },
  // Overlaps the third count: the counter is still scanning, and these two have been scanned already.
  {
    at: '10:22',
    terminal: 'T4',
    moves: { 'A-3': -2 },
    command: { type: 'PickStock', sku, bin: 'A-3', quantity: 2 },
  },
  { at: '10:24', terminal: 'T3', scans: { bin: 'A-3', quantity: 10 } },
  {
    at: '10:30',
    terminal: 'T4',
    moves: { 'A-1': 5 },
    command: { type: 'ReceiveStock', sku, bin: 'A-1', quantity: 5 },
  },
  {
    at: '10:40',
    terminal: 'T4',
    moves: { 'A-2': -7 },
    command: { type: 'PickStock', sku, bin: 'A-2', quantity: 7 },
  },
]

/** What really lies in the bins; the book says 20 everywhere. */
const shelves = { 'A-1': 17, 'A-2': 20, 'A-3': 22 } as Record<string, number>

/** What an observer of the bins would say at the end of the day. */
export const truth: Readonly<Record<string, number>> = day.reduce<Record<string, number>>(
  (bins, { moves = {} }) => {
    for (const [bin, delta] of Object.entries(moves)) bins[bin] = (bins[bin] ?? 0) + delta
    return bins
  },
  { ...shelves },
)

export type Zone = {
  readonly terminals: Readonly<Record<TerminalName, Terminal>>
  readonly setClock: (time: string) => void
}

/** Opens the folders of a store and of its terminals, and closes them when the test has finished. */
async function openZone(folder: string): Promise<Zone & { close: () => Promise<void> }> {
  const store = await openEventStore({ file: join(folder, 'store.db'), port: 0 })
  let now = at('08:00')
  const open = (id: TerminalName) =>
    createTerminal({
      dataDir: join(folder, id),
      central: { url: store.connectionString },
      surroundings: { now: () => now },
    })
  const opened = { T1: open('T1'), T2: open('T2'), T3: open('T3'), T4: open('T4') }
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    for (const id of terminals) await opened[id].close()
    await store.close()
  }
  onTestFinished(close)
  return {
    terminals: opened,
    close,
    setClock: (time) => {
      now = at(time)
    },
  }
}

const mustAccept = (outcome: { outcome: string }) => {
  if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome))
}

/**
 * The day as every terminal has it when it is back in reach of the network, but has not synced yet. Kept in a folder,
 * from which each order of coming back starts anew.
 */
export async function playDay(): Promise<string> {
  const folder = tempDir()
  const zone = await openZone(folder)
  const { T1 } = zone.terminals
  for (const id of terminals) zone.terminals[id].initialise({ terminal: id, warehouse: 'WH1' })
  const admin = asAdmin(T1)
  for (const bin of Object.keys(shelves)) admin({ type: 'RegisterBin', bin })
  for (const one of [sku, other]) admin({ type: 'RegisterProduct', sku: one, name: one, packs: [] })
  for (const bin of Object.keys(shelves)) admin({ type: 'ReceiveStock', sku, bin, quantity: 20 })
  admin({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  const plan = { bins: Object.keys(shelves), blind: true, tolerance: { quantity: 99 } }
  mustAccept(admin({ type: 'OpenCount', count: 'C1', ...plan }))
  await sync(T1)
  for (const id of terminals) await sync(zone.terminals[id])

  const real: Record<string, number> = { ...shelves }
  for (const { at: time, terminal, moves = {}, looks, scans, command } of day) {
    zone.setClock(time)
    const run = asAdmin(zone.terminals[terminal])
    for (const [bin, delta] of Object.entries(moves)) real[bin] = (real[bin] ?? 0) + delta
    if (command) mustAccept(run(command))
    if (scans)
      mustAccept(run({ type: 'ScanCount', count: 'C1', sku, tally: `at ${scans.bin}`, ...scans }))
    if (looks) {
      const quantity = looks.sku === sku ? (real[looks.bin] ?? 0) : 0
      mustAccept(run({ type: 'RecordCount', count: 'C1', ...looks, quantity }))
    }
  }
  await zone.close()
  return folder
}

/** A copy of the day, open. */
export function replay(folder: string): Promise<Zone & { close: () => Promise<void> }> {
  const copy = tempDir()
  cpSync(folder, copy, { recursive: true })
  return openZone(copy)
}
