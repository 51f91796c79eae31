import type { ExecuteRequest } from '#electron/terminal/index.ts'
import { bins, skus, type Station, type World } from './world.ts'
import { rowsOf } from '#test/support/database.ts'

type Command = ExecuteRequest['command']

function movement({ random }: World): Command {
  const sku = random.pick(skus)
  const bin = random.pick(bins)
  const quantity = random.between(1, 9)
  const type = random.pick(['receive', 'pick', 'pick', 'move', 'adjust'] as const)
  if (type === 'receive') return { type: 'ReceiveStock', sku, bin, quantity }
  if (type === 'pick') return { type: 'PickStock', sku, bin, quantity }
  if (type === 'move') return { type: 'MoveStock', sku, from: bin, to: random.pick(bins), quantity }
  const delta = random.chance(0.5) ? quantity : -quantity
  return { type: 'AdjustStock', sku, bin, delta, reason: 'correction' }
}

function masterData({ random }: World): Command {
  const sku = random.pick(skus)
  const barcode = `${random.between(1, 3)}`.repeat(8)
  return random.pick<Command>([
    { type: 'RegisterBin', bin: random.pick(bins) },
    { type: 'RegisterProduct', sku, name: random.pick(['Chain', 'Cog']), packs: [] },
    { type: 'RenameProduct', sku, name: random.pick(['Chain', 'Cog', 'Crank']) },
    { type: 'AddPack', sku, pack: { barcode, factor: random.between(1, 3), name: 'Box' } },
    { type: 'RemovePack', sku, barcode },
    { type: 'RegisterOperator', operator: 'eve', name: 'Eve', role: 'operator' },
    { type: 'ChangeRole', operator: 'eve', role: random.pick(['operator', 'supervisor']) },
    { type: 'DeactivateOperator', operator: 'eve' },
  ])
}

type OpenConflict = { readonly conflict: string; readonly choices: string }

export const openConflicts = ({ terminal }: Station): readonly OpenConflict[] =>
  rowsOf(terminal, `SELECT conflict, choices FROM conflict WHERE status = 'open'`)

function settlement({ random }: World, station: Station): Command | undefined {
  const open = openConflicts(station)
  if (open.length === 0) return undefined
  const { conflict, choices } = random.pick(open)
  // Stock that is forced below zero is a matter of its own; here no book may go there.
  const other = choices.includes('"other-bin"') ? (['other-bin'] as const) : []
  const choice = random.pick(['retry', 'leave-undone', ...other] as const)
  const bin = choice === 'other-bin' ? { bin: random.pick(bins) } : {}
  return { type: 'ResolveConflict', conflict, choice, note: 'seen', ...bin }
}

/** One thing that happens at the site. */
export async function step(world: World): Promise<void> {
  const { random } = world
  const station = random.pick(world.stations)
  const dice = random.next()
  if (dice < 0.03) await world.crash(station)
  else if (dice < 0.11) world.setCut(station, !station.link.cut)
  else {
    const command =
      dice < 0.25 ? masterData(world) : dice < 0.33 ? settlement(world, station) : movement(world)
    if (command) world.execute(station, { command, operator: 'admin', id: random.uuid() })
  }
  await world.turns(random.between(0, 6))
}

/** The first terminal opens the warehouse's book; the others may do the same before they meet. */
export function openBook(world: World): void {
  const [first] = world.stations
  if (first === undefined) return
  for (const bin of bins)
    world.execute(first, { command: { type: 'RegisterBin', bin }, operator: 'admin' })
  for (const sku of skus) {
    const packs = [] as const
    const product = { type: 'RegisterProduct', sku, name: 'Chain', packs } as const
    world.execute(first, { command: product, operator: 'admin' })
    for (const bin of bins)
      world.execute(first, {
        command: { type: 'ReceiveStock', sku, bin, quantity: 10 },
        operator: 'admin',
      })
  }
}

/** People settle what is left, until nothing waits for them. */
export async function settleAll(world: World): Promise<void> {
  for (let round = 0; round < 50; round++) {
    const [station] = world.stations
    const open = station ? openConflicts(station) : []
    if (station === undefined || open.length === 0) return
    for (const { conflict } of open)
      world.execute(station, {
        command: { type: 'ResolveConflict', conflict, choice: 'leave-undone', note: 'the end' },
        operator: 'admin',
      })
    await world.settleDown()
  }
  throw new Error('conflicts never end')
}
