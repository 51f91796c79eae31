import { describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import {
  playDay,
  replay,
  sku,
  type TerminalName,
  terminals,
  truth,
  type Zone,
} from '#test/support/countedZone.ts'
import { sync } from '#test/support/site.ts'
import { asAdmin, asOperator } from '#test/support/terminal.ts'
import { longLimit } from '#test/support/limits.ts'

const orders = (names: readonly TerminalName[]): TerminalName[][] =>
  names.length < 2
    ? [[...names]]
    : names.flatMap((name) =>
        orders(names.filter((other) => other !== name)).map((rest) => [name].concat(rest)),
      )

const stock = (terminal: Terminal) =>
  Object.fromEntries(
    terminal.queries.stock.byProduct(sku).map(({ bin, confirmed }) => [bin, confirmed]),
  )

const openConflicts = (terminal: Terminal) => terminal.queries.conflicts.list('open', 100)

async function syncAll({ terminals: all }: Zone) {
  for (const id of terminals) await sync(all[id])
}

/** Hands in, approves and posts, on the first terminal. */
async function approve(zone: Zone) {
  const { T1 } = zone.terminals
  zone.setClock('12:00')
  asAdmin(T1)({ type: 'SubmitCount', count: 'C1' })
  asOperator(T1, 'eva')({ type: 'ApproveCount', count: 'C1' })
  await sync(T1)
}

/** The person who was there says that the pick was made after the third counter had looked. */
async function settleAfter(zone: Zone) {
  for (const { conflict } of openConflicts(zone.terminals.T2))
    expect(
      asAdmin(zone.terminals.T2)({ type: 'ResolveConflict', conflict, choice: 'after-count' }),
    ).toMatchObject({ outcome: 'accepted' })
  await syncAll(zone)
  await syncAll(zone)
}

describe('three terminals count a zone while a fourth moves goods in it, all offline', () => {
  it(
    'ends in the stock that is really there, whatever the order of coming back',
    async () => {
      const folder = await playDay()
      for (const order of orders(terminals)) {
        const zone = await replay(folder)
        for (const id of order) await sync(zone.terminals[id])
        await syncAll(zone)
        await approve(zone)
        await syncAll(zone)
        const waiting = openConflicts(zone.terminals.T2)
        expect({ order, waiting: waiting.map(({ reason }) => reason) }).toEqual({
          order,
          waiting: ['movement-during-count'],
        })
        await settleAfter(zone)
        for (const id of terminals)
          expect({ order, id, stock: stock(zone.terminals[id]) }).toEqual({
            order,
            id,
            stock: truth,
          })
        expect(openConflicts(zone.terminals.T1)).toEqual([])
        await zone.close()
      }
    },
    longLimit,
  )

  it('ends the same when the mover comes back long after the count was posted', async () => {
    const zone = await replay(await playDay())
    const { T1, T2, T3, T4 } = zone.terminals
    for (const counter of [T2, T3, T1]) await sync(counter)
    await sync(T1)
    await approve(zone)
    expect(stock(T1)).toEqual({ 'A-1': 13, 'A-2': 26, 'A-3': 25 })
    await sync(T4)
    await syncAll(zone)
    expect(openConflicts(T2)).toMatchObject([
      {
        reason: 'movement-during-count',
        command: { type: 'PickStock', bin: 'A-3' },
        terminal: 'T4',
      },
    ])
    await settleAfter(zone)
    for (const id of terminals) expect(stock(zone.terminals[id])).toEqual(truth)
    const posted = T1.queries.counts.lines('C1').filter(({ sku: one }) => one === sku)
    expect(posted.map(({ bin, state, variance }) => [bin, state, variance])).toEqual([
      ['A-1', 'posted', -3],
      ['A-2', 'posted', 0],
      ['A-3', 'posted', 2],
    ])
  })
})
