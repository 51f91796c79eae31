import { randomUUID } from 'node:crypto'
import type { Terminal } from '#electron/terminal/index.ts'
import { openApiAs } from './api.ts'
import { openSite, sync } from './site.ts'
import { asOperator } from './terminal.ts'

/** The figures that the book of A-1 comes to, and those that they can be worked out from; none is used for anything else. */
export const bookFigures = {
  received: 7919,
  pickedElsewhere: 613,
  /** Asked for here, while 7,306 were left: it is a conflict. */
  asked: 7600,
  left: 7306,
  /** Picked here, and not sent yet. */
  unsent: 1301,
  onHand: 6005,
  /** With the four that are in A-2. */
  overAll: 6009,
  countedGuided: 7300,
  variance: 1295,
} as const

const sku = 'SKU-1'
const place = { sku, bin: 'A-1' }

/**
 * A warehouse in which the book of A-1 is told wherever it can be: in stock, movements, what was not sent, what a store
 * lost, a conflict and a guided count. Ben and eva are supervisors, ana is an operator; C1 is a blind count of A-1.
 */
export async function countedBlind() {
  const site = await openSite()
  const terminal = site.terminal('T1')
  const admin = asOperator(terminal, 'admin')
  for (const operator of ['ben', 'eva'])
    admin({ type: 'RegisterOperator', operator, name: operator, role: 'supervisor' })
  admin({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
  for (const bin of ['A-1', 'A-2', 'B-1']) admin({ type: 'RegisterBin', bin })
  admin({ type: 'RegisterProduct', sku, name: 'Chain', packs: [] })
  admin({ type: 'ReceiveStock', ...place, quantity: bookFigures.received })
  admin({ type: 'ReceiveStock', sku, bin: 'A-2', quantity: 4 })
  await sync(terminal)
  const other = site.terminal('T2')
  await sync(other)
  const ben = asOperator(terminal, 'ben')
  const picked = { type: 'PickStock', ...place, quantity: bookFigures.pickedElsewhere } as const
  asOperator(other, 'ben')(picked)
  await sync(other)
  ben({ type: 'PickStock', ...place, quantity: bookFigures.asked })
  await sync(terminal)
  const conflict = terminal.queries.conflicts.list('open', 1)[0]?.conflict
  if (conflict === undefined) throw new Error('there is no conflict')
  loseOne(terminal)
  const guided = { count: 'C2', ...place, quantity: bookFigures.countedGuided }
  ben({ type: 'OpenCount', count: 'C2', bins: ['A-1'], tolerance: { quantity: 2 } })
  ben({ type: 'OpenCount', count: 'C1', bins: ['A-1'], blind: true, tolerance: { quantity: 2 } })
  return {
    terminal,
    conflict,
    ben,
    /** Ben has picked some more, which is not sent, and has counted the bin in a guided count. */
    goOn: () => {
      ben({ type: 'PickStock', ...place, quantity: bookFigures.unsent })
      ben({ type: 'RecordCount', ...guided })
    },
    /** Somebody counts blind in C1 from here on. */
    countsBlind: async (operator: string) => {
      const { api } = openApiAs(terminal, operator)
      const command = { type: 'RecordCount', count: 'C1', ...place, quantity: 9 } as const
      await api.stock.execute({ id: randomUUID(), command })
      return api
    },
    handsIn: (operator: string) =>
      asOperator(terminal, operator)({ type: 'SubmitCount', count: 'C1' }),
  }
}

/** As if a store that was accepted lacked the pick from another terminal. */
function loseOne(terminal: Terminal): void {
  terminal.store.connection
    .prepare(
      `INSERT INTO lost_event (archived_at, stream, revision, id, type, version, data, metadata, terminal, recorded_at, position, problem)
       SELECT recorded_at, stream, 99, @id, type, version, data, json_set(metadata, '$.intention', @id), terminal, recorded_at, position, NULL
       FROM event WHERE type = 'StockPicked' LIMIT 1`,
    )
    .run({ id: randomUUID() })
}
