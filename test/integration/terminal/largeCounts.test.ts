import { describe, expect, it } from 'vitest'
import type { ExecuteRequest, Terminal } from '#electron/terminal/index.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, asOperator, stockedTerminal } from '#test/support/terminal.ts'
import { longLimit } from '#test/support/limits.ts'

const name = (what: string, n: number) => `${what}-${String(n).padStart(3, '0')}`
const bins = Array.from({ length: 100 }, (_, n) => name('BIN', n))
const skus = Array.from({ length: 60 }, (_, n) => name('PRODUCT', n))

/** Gives many commands, a few hundred in a transaction. */
function give(terminal: Terminal, commands: readonly ExecuteRequest['command'][], by: string) {
  for (let at = 0; at < commands.length; at += 500)
    for (const outcome of terminal.executeMany(
      commands.slice(at, at + 500).map((command) => ({ command, operator: by })),
    ))
      if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome))
}

it(
  'an approval of 6,000 lines is sent, and they are in the book',
  async () => {
    const site = await openSite()
    const terminal = site.terminal('T1')
    give(
      terminal,
      [
        { type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' },
        { type: 'RegisterBins', bins: bins.map((bin) => ({ bin })) },
        ...skus.map((sku) => ({ type: 'RegisterProduct', sku, name: sku, packs: [] }) as const),
        { type: 'OpenCount', count: 'ALL', bins, tolerance: { quantity: 1 } },
      ],
      'admin',
    )
    const places = bins.flatMap((bin) => skus.map((sku) => ({ bin, sku })))
    const record = { type: 'RecordCount', count: 'ALL', quantity: 1 } as const
    give(
      terminal,
      places.map(({ bin, sku }) => Object.assign({ bin, sku }, record)),
      'ana',
    )
    give(terminal, [{ type: 'SubmitCount', count: 'ALL' }], 'ana')
    const id = '0b0ff1ce-0000-4000-8000-000000000001'
    const lines = terminal.queries.counts
      .lines('ALL', 'admin')
      .map(({ line, counted, book }) => ({ line, counted, book: book ?? 0 }))
    const command = { type: 'ApproveCount', count: 'ALL', lines } as const
    const approved = asAdmin(terminal)(command, { id })
    expect(approved).toMatchObject({ outcome: 'accepted', id })
    // Given again after a crash, it is the same, and answered with all of it.
    expect(asAdmin(terminal)(command, { id })).toEqual(approved)

    for (const _ of ['the approval', 'the postings'])
      await terminal.syncUntilIdle({ timeoutMs: longLimit })
    expect(terminal.state()).toMatchObject({ pending: 0, refused: new Map() })
    expect(terminal.queries.counts.get('ALL')).toMatchObject({ state: 'approved', approved: 6000 })
    const states = new Set(terminal.queries.counts.lines('ALL').map(({ state }) => state))
    expect([...states]).toEqual(['posted'])
    const events = await site.events()
    const approvals = events.filter(({ type }) => type === 'CountLinesApproved')
    expect(new Set(approvals.map(({ metadata }) => metadata['$correlationId']))).toEqual(
      new Set([id]),
    )
    const other = site.terminal('T2')
    await sync(other)
    expect(other.queries.stock.byProduct(skus[0] ?? '')).toHaveLength(100)
  },
  longLimit,
)

describe('what is more than the central store takes at once', () => {
  it('is refused before it is kept, with what to do', () => {
    const terminal = stockedTerminal()
    const long = Array.from({ length: 5000 }, (_, n) => `${'ä'.repeat(60)}${n}`)
    asOperator(terminal, 'admin')({ type: 'RegisterBins', bins: [{ bin: long[0] ?? '' }] })
    const { pending } = terminal.state()
    const bins = long.map((bin) => ({ bin }))
    expect(asAdmin(terminal)({ type: 'RegisterBins', bins })).toMatchObject({
      outcome: 'refused',
      code: 'too-large',
      message: expect.stringMatching(/Nothing was recorded.*smaller parts/),
    })
    expect(terminal.state().pending).toBe(pending)
  })
})
