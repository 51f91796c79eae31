import { describe, expect, it } from 'vitest'
import {
  count,
  type CountEvent,
  type CountRecorded,
  postingsOf,
  reviewOf,
} from '#shared/domain/count/index.ts'
import {
  type CountingFacts,
  type CountPolicy,
  defaultCountPolicy,
  type Facts,
} from '#shared/domain/index.ts'
import { scenario, someFacts } from '#test/support/scenario.ts'

const { given } = scenario(count)
const warehouse = 'WH1'
const inCount = { warehouse, count: 'C1' }
const opened: CountEvent = {
  type: 'CountOpened',
  data: { ...inCount, bins: ['A-1', 'A-2'], skus: [], blind: true, by: 'admin' },
}
let sequence = 0
/** What a scenario's intention records of A-1, on a terminal that knows no book. */
const entered = (quantity: number, more: Partial<CountRecorded['data']> = {}) => ({
  ...inCount,
  line: '00000000-0000-4000-8000-000000000001',
  by: 'admin',
  terminal: 'T1',
  sequence: 1,
  at: '2026-01-02T03:04:05Z',
  live: true,
  late: false,
  bin: 'A-1',
  sku: 'SKU-1',
  quantity,
  expected: 0,
  known: -1,
  round: 0,
  ...more,
})
const recorded = (bin: string, quantity: number, more: Partial<CountRecorded['data']> = {}) => {
  sequence += 1
  const event: CountRecorded = {
    type: 'CountRecorded',
    data: {
      ...inCount,
      line: `line-${sequence}`,
      by: 'ana',
      terminal: 'T1',
      sequence,
      at: '2026-01-02T10:00:00Z',
      live: true,
      late: false,
      bin,
      sku: 'SKU-1',
      quantity,
      expected: 10,
      known: 4,
      round: 0,
      ...more,
    },
  }
  return event
}
const submitted: CountEvent = { type: 'CountSubmitted', data: { ...inCount, by: 'ana' } }
const cancelled: CountEvent = {
  type: 'CountCancelled',
  data: { ...inCount, reason: 'wrong zone', by: 'admin' },
}
const recount: CountEvent = {
  type: 'RecountRequested',
  data: { ...inCount, lines: [{ bin: 'A-1', sku: 'SKU-1' }], by: 'admin' },
}
const approvedOf = ({ data }: CountRecorded): CountEvent => ({
  type: 'CountLinesApproved',
  data: {
    ...inCount,
    by: 'admin',
    lines: [
      {
        sku: data.sku,
        book: 10,
        ...(data.reason === undefined ? {} : { reason: data.reason }),
        observation: {
          line: `${data.line}:${data.sku}`,
          bin: data.bin,
          counted: data.quantity,
          from: data.at,
          to: data.at,
          terminal: data.terminal,
          sequence: data.sequence,
          known: data.known,
          live: data.live,
        },
      },
    ],
  },
})
const knowing = (book: CountingFacts['book']): Facts => ({
  ...someFacts,
  counting: { book, movements: [], readings: [] },
})
const record = (bin: string, quantity: number) =>
  ({ type: 'RecordCount', count: 'C1', bin, sku: 'SKU-1', quantity }) as const
const lenient: CountPolicy = { ...defaultCountPolicy, tolerance: {} }
const review = (...events: CountEvent[]) => {
  const { state } = given(opened, ...events)
  return state.status === 'unopened' ? [] : reviewOf(state, [], lenient)
}

describe('opening a count', () => {
  it('says what is to be counted, each bin once', () => {
    given()
      .when({ type: 'OpenCount', count: 'C1', bins: ['A-1', 'A-2', 'A-1'], blind: true })
      .thenEvents({ ...opened, data: { ...opened.data, by: 'admin' } })
  })

  it('refuses a bin that is not registered, and a plan of nothing', () => {
    given()
      .when({ type: 'OpenCount', count: 'C1', bins: ['X-9'] })
      .thenRefused('bin-unknown')
    given().when({ type: 'OpenCount', count: 'C1', bins: [] }).thenRefused('invalid-command')
  })

  it('is no conflict when two terminals opened the same count alike', () => {
    const same = { type: 'OpenCount', count: 'C1', bins: ['A-2', 'A-1'], blind: true } as const
    given(opened).whenRebased(same).thenSatisfied()
    given(opened)
      .whenRebased({ ...same, bins: ['A-1'] })
      .thenConflict('same-field-changed')
  })
})

describe('counting', () => {
  it('keeps what was seen, when, and what the terminal knew of the book', () => {
    given(opened)
      .when(
        record('A-1', 7),
        { operator: 'ana', role: 'operator' },
        knowing([{ bin: 'A-1', sku: 'SKU-1', onHand: 9, revision: 12 }]),
      )
      .thenEvents({
        type: 'CountRecorded',
        data: entered(7, { expected: 9, known: 12, by: 'ana' }),
      })
  })

  it('takes zero as a count', () => {
    given(opened, recorded('A-1', 0))
    expect(review(recorded('A-1', 0))).toMatchObject([{ variance: -10, status: 'ready' }])
  })

  it('refuses a bin that is not in the plan', () => {
    given(opened).when(record('B-1', 1)).thenRefused('not-in-count', { bin: 'B-1' })
  })

  it('refuses a count that was handed in, approved or cancelled, and says which', () => {
    given(opened, submitted)
      .when(record('A-1', 1))
      .thenRefused('invalid-state', { status: 'submitted' })
    given(opened, cancelled)
      .when(record('A-1', 1))
      .thenRefused('invalid-state', { status: 'cancelled' })
  })

  it('calls a bin empty: zero of all that the book has there', () => {
    const { sku: _, quantity: _0, expected: _1, known: _2, round: _3, ...emptied } = entered(0)
    const facts = knowing([
      { bin: 'A-1', sku: 'SKU-1', onHand: 3, revision: 2 },
      { bin: 'A-1', sku: 'SKU-2', onHand: 0, revision: 2 },
    ])
    given(opened)
      .when({ type: 'ConfirmEmptyBin', count: 'C1', bin: 'A-1' }, {}, facts)
      .thenEvents({
        type: 'BinConfirmedEmpty',
        data: { ...emptied, skus: [{ sku: 'SKU-1', expected: 3, known: 2, round: 0 }] },
      })
  })

  it('adds the scans of one tally to one observation, and leaves out the one that was undone', () => {
    const scan = (line: string, quantity: number): CountEvent => {
      const { type: _, data } = recorded('A-1', quantity, { line })
      return { type: 'CountScanned', data: { ...data, tally: 'visit-1' } }
    }
    const undone: CountEvent = { type: 'CountUndone', data: { ...inCount, line: 'two', by: 'ana' } }
    expect(review(scan('one', 1), scan('two', 12), undone, scan('three', 6))).toMatchObject([
      { chosen: { observation: { counted: 7 } } },
    ])
  })

  it('takes a figure that somebody gives for what they had scanned, and adds what they scan then', () => {
    const scan = (tally: string): CountEvent => ({
      type: 'CountScanned',
      data: { ...recorded('A-1', 1).data, tally },
    })
    const before = [scan('scans'), scan('scans')]
    const figure = recorded('A-1', 60, { tally: 'figure' })
    const standing = (...events: CountEvent[]) =>
      review(...before, ...events)[0]?.chosen.observation
    expect(standing(figure)?.counted).toBe(60)
    expect(standing(figure, scan('figure'))?.counted).toBe(61)
    const undone: CountEvent = {
      type: 'CountUndone',
      data: { ...inCount, line: figure.data.line, by: 'ana' },
    }
    expect(standing(figure, undone)?.counted).toBe(2)
    const place = { bin: 'A-1', sku: 'SKU-1', quantity: 60 }
    given(opened, ...before)
      .when({ type: 'RecordCount', count: 'C1', ...place, tally: 'figure' })
      .thenEvents({
        type: 'CountRecorded',
        data: entered(60, { tally: 'figure' }),
      })
  })

  it('counts a serial that is scanned twice once', () => {
    const first = recorded('A-1', 1)
    const scanned: CountEvent = {
      type: 'CountScanned',
      data: { ...first.data, tally: 'visit-1', serial: 'S-77' },
    }
    const piece = { bin: 'A-1', sku: 'SKU-1', quantity: 1, serial: 'S-77' }
    const again = { type: 'ScanCount', count: 'C1', tally: 'visit-2', ...piece } as const
    given(opened, scanned).when(again).thenRefused('serial-counted')
    given(opened, scanned).whenRebased(again).thenSatisfied()
    given(opened, scanned)
      .whenRebased({ ...again, bin: 'A-2' })
      .thenConflict('serial-elsewhere')
  })

  it('takes the time of its own entries, whatever else is entered at the bin before and after', () => {
    const scan = (at: string): CountEvent => ({
      type: 'CountScanned',
      data: { ...recorded('A-1', 1, { at }).data, tally: 'visit-1' },
    })
    const place = review(
      recorded('A-1', 1, { at: '2026-01-02T10:00:00Z', sku: 'SKU-2' }),
      scan('2026-01-02T10:01:00Z'),
      recorded('A-1', 1, { at: '2026-01-02T10:02:00Z', sku: 'SKU-3' }),
      scan('2026-01-02T10:04:00Z'),
      recorded('A-1', 1, { at: '2026-01-02T10:05:00Z', sku: 'SKU-4' }),
    ).find(({ sku }) => sku === 'SKU-1')
    expect(place?.chosen.observation).toMatchObject({
      from: '2026-01-02T10:01:00Z',
      to: '2026-01-02T10:04:00Z',
    })
  })
})

describe('the same place counted twice', () => {
  it('is settled when both agree', () => {
    expect(review(recorded('A-1', 7), recorded('A-1', 7, { by: 'ben' }))).toMatchObject([
      { status: 'ready', observations: [{}, {}] },
    ])
  })

  it('needs a person when they do not', () => {
    expect(review(recorded('A-1', 7), recorded('A-1', 8, { by: 'ben' }))).toMatchObject([
      { status: 'differs', observations: [{}, {}] },
    ])
  })

  it('is a correction when the same person did it', () => {
    expect(review(recorded('A-1', 12), recorded('A-1', 21))).toMatchObject([
      { status: 'ready', chosen: { observation: { counted: 21 } }, observations: [{}, {}] },
    ])
  })

  it('asks again about an accepted line when more is scanned into it, or something of it is taken back', () => {
    const scan = (quantity: number): CountEvent => ({
      type: 'CountScanned',
      data: { ...recorded('A-1', quantity).data, tally: 'visit-1' },
    })
    const [first, second] = [scan(7), scan(1)]
    const accepted: CountEvent = {
      type: 'CountLineAccepted',
      data: { ...inCount, line: 'visit-1:SKU-1', reason: 'lost', by: 'admin' },
    }
    expect(review(first, accepted)).toMatchObject([{ reason: 'lost' }])
    expect(review(first, accepted, second)).toMatchObject([
      { chosen: { observation: { counted: 8 } }, reason: undefined },
    ])
    const undone: CountEvent = {
      type: 'CountUndone',
      data: { ...inCount, line: `line-${sequence}`, by: 'ana' },
    }
    expect(review(first, second, accepted, undone)).toMatchObject([{ reason: undefined }])
  })

  it('is settled by a supervisor who takes one of them', () => {
    const first = recorded('A-1', 7, { line: 'mine' })
    const accepted: CountEvent = {
      type: 'CountLineAccepted',
      data: { ...inCount, line: 'mine:SKU-1', by: 'admin' },
    }
    expect(review(first, recorded('A-1', 8, { by: 'ben' }), accepted)).toMatchObject([
      { status: 'ready', chosen: { observation: { counted: 7 } } },
    ])
  })
})

describe('a recount', () => {
  it('is still to be made by somebody else when an earlier look of whoever made it comes in', () => {
    const ben = { by: 'ben', terminal: 'T2' }
    const again = recorded('A-1', 8, { ...ben, round: 1 })
    const earlier = recorded('A-1', 7, { ...ben, late: true })
    const counted = [opened, recorded('A-1', 7), submitted, recount, again, earlier]
    expect(review(...counted.slice(1))).toMatchObject([{ status: 'to-recount' }])
    given(...counted)
      .when(
        { type: 'RecordCount', count: 'C1', bin: 'A-1', sku: 'SKU-1', quantity: 8 },
        { operator: 'cas', terminal: 'T3' },
      )
      .thenEvents({
        type: 'CountRecorded',
        data: entered(8, { by: 'cas', terminal: 'T3', round: 1 }),
      })
  })

  it('has to be made by somebody else', () => {
    const asked = [opened, recorded('A-1', 7), submitted, recount]
    given(...asked)
      .when(record('A-1', 8), { operator: 'ana' })
      .thenRefused('same-counter')
    given(...asked)
      .when(record('A-1', 8), { operator: 'ben' })
      .thenEvents({
        type: 'CountRecorded',
        data: entered(8, { by: 'ben', round: 1 }),
      })
  })

  it('is gone on with, scan by scan, by whoever began it, until it is decided', () => {
    const scan = { bin: 'A-1', sku: 'SKU-1', quantity: 1, tally: 'again' } as const
    const asked = [opened, recorded('A-1', 7), submitted, recount]
    const begun = recorded('A-1', 1, { by: 'ben', round: 1 })
    const first: CountEvent = { type: 'CountScanned', data: { ...begun.data, tally: 'again' } }
    const next = { type: 'ScanCount', count: 'C1', ...scan } as const
    given(...asked, first)
      .when(next, { operator: 'ben' })
      .thenEvents({
        type: 'CountScanned',
        data: { ...entered(1, { by: 'ben', round: 1 }), tally: 'again' },
      })
    given(...asked, first)
      .when(next, { operator: 'eve' })
      .thenRefused('invalid-state')
    const accepted: CountEvent = {
      type: 'CountLineAccepted',
      data: { ...inCount, line: 'again:SKU-1', by: 'admin' },
    }
    given(...asked, first, accepted)
      .when(next, { operator: 'ben' })
      .thenRefused('invalid-state')
  })

  it('is open until somebody who knew of it has counted', () => {
    const asked = [recorded('A-1', 7), submitted, recount]
    const unaware = recorded('A-1', 8, { by: 'ben', round: 0 })
    expect(review(...asked)).toMatchObject([{ status: 'to-recount' }])
    expect(review(...asked, unaware)).toMatchObject([{ status: 'to-recount' }])
    expect(review(...asked, recorded('A-1', 8, { by: 'ben', round: 1 }))).toMatchObject([
      { status: 'ready', chosen: { observation: { counted: 8 } } },
    ])
  })
})

describe('approving', () => {
  const tolerant: CountEvent = {
    type: 'CountOpened',
    data: {
      ...inCount,
      bins: [],
      skus: ['SKU-1'],
      blind: false,
      by: 'admin',
      tolerance: { quantity: 2 },
    },
  }
  it('is for supervisors, once the count is handed in', () => {
    const approve = { type: 'ApproveCount', count: 'C1' } as const
    given(opened, recorded('A-1', 7), submitted)
      .when(approve, { role: 'operator' })
      .thenRefused('not-permitted')
    given(opened, recorded('A-1', 7)).when(approve).thenRefused('invalid-state')
  })

  it('takes what is within reach and leaves the rest', () => {
    const fine = recorded('A-1', 9)
    given(tolerant, fine, recorded('A-2', 3), submitted)
      .when({ type: 'ApproveCount', count: 'C1' })
      .thenEvents(approvedOf(fine))
  })

  it('lets a variance beyond the tolerance pass with a reason', () => {
    const short = recorded('A-2', 3, { reason: 'damaged' })
    given(tolerant, short, submitted)
      .when({ type: 'ApproveCount', count: 'C1' })
      .thenEvents(approvedOf(short), {
        type: 'CountApproved',
        data: { ...inCount, by: 'admin' },
      })
  })

  it('says when nothing is within reach', () => {
    given(tolerant, recorded('A-2', 3), submitted)
      .when({ type: 'ApproveCount', count: 'C1' })
      .thenRefused('nothing-to-approve', { left: 1 })
  })

  it('asks for the same postings however often it is asked', () => {
    const approved = approvedOf(recorded('A-1', 9, { line: 'L' }))
    if (approved.type !== 'CountLinesApproved') throw new Error('not an approval')
    expect(postingsOf(approved)).toEqual(postingsOf(approved))
    expect(postingsOf(approved)).toMatchObject([
      { name: 'WH1.C1/L:SKU-1', command: { observation: { count: 'C1', counted: 9 } } },
    ])
  })

  it('approves on newer state what it named at first, and nothing that came in since', () => {
    const seen = recorded('A-1', 9)
    const named = approvedOf(seen)
    const fresh = recorded('A-2', 3, { terminal: 'T2', by: 'ben', late: true })
    given(opened, seen, submitted, fresh)
      .whenRebased({ type: 'ApproveCount', count: 'C1' }, { since: [fresh], decided: [named] })
      .thenEvents(named)
  })

  it('is for another look where what it named is not what is there now', () => {
    const seen = recorded('A-1', 9, { line: 'L' })
    const named = approvedOf(seen)
    const undone: CountEvent = { type: 'CountUndone', data: { ...inCount, line: 'L', by: 'ana' } }
    const asked = { type: 'ApproveCount', count: 'C1' } as const
    given(opened, seen, recorded('A-2', 3), submitted, undone)
      .whenRebased(asked, { since: [undone], decided: [named] })
      .thenConflict('no-longer-possible', { code: 'nothing-to-approve' })
    const otherwise = recorded('A-1', 7, { by: 'ben' })
    given(opened, seen, submitted, otherwise)
      .whenRebased(asked, { since: [otherwise], decided: [named] })
      .thenConflict('no-longer-possible', { code: 'nothing-to-approve' })
    given(opened, seen, otherwise, submitted, approvedOf(otherwise))
      .whenRebased(asked, { since: [approvedOf(otherwise)], decided: [named] })
      .thenConflict('no-longer-possible', { code: 'decided-otherwise', counted: 9, theirs: 7 })
  })

  it('stands when somebody counted the same place alike, and where the tolerance was narrowed', () => {
    const seen = recorded('A-1', 9)
    const named = approvedOf(seen)
    const alike = recorded('A-1', 9, { by: 'ben' })
    const narrow: Facts = {
      ...someFacts,
      warehouse: {
        ...someFacts.warehouse,
        policy: { ...defaultCountPolicy, tolerance: { quantity: 0 } },
      },
    }
    given(opened, seen, submitted, alike)
      .whenRebased(
        { type: 'ApproveCount', count: 'C1' },
        { since: [alike], decided: [named] },
        narrow,
      )
      .thenEvents(named, { type: 'CountApproved', data: { ...inCount, by: 'admin' } })
  })

  it('is settled already when somebody else approved the same', () => {
    const seen = recorded('A-1', 9)
    const approved = approvedOf(seen)
    const complete: CountEvent = { type: 'CountApproved', data: { ...inCount, by: 'eva' } }
    given(opened, seen, submitted, approved, complete)
      .whenRebased(
        { type: 'ApproveCount', count: 'C1' },
        { since: [approved, complete], decided: [approved, complete] },
      )
      .thenSatisfied()
  })
})

describe('a line that comes in late', () => {
  const mine = recorded('A-1', 7, { line: 'mine', known: 4 })
  const newer = knowing([{ bin: 'A-1', sku: 'SKU-1', onHand: 99, revision: 40 }])
  const kept = { ...mine, data: { ...mine.data, late: true } }

  it('stays exactly what it was, whatever the terminal knows by now', () => {
    given(opened)
      .whenRebased(record('A-1', 7), { decided: [mine] }, newer)
      .thenEvents(mine)
  })

  it.each([
    ['handed in', [submitted]],
    ['cancelled', [cancelled]],
    ['approved', [submitted, approvedOf(recorded('A-1', 9))]],
  ])('is kept and marked when the count was %s meanwhile', (_, since) => {
    given(opened, ...since)
      .whenRebased(record('A-1', 7), { decided: [mine], since })
      .thenEvents(kept)
  })

  it('makes another look of a tally that was approved before it, of all that the tally has by then', () => {
    const scan = (quantity: number, by = 'ben'): CountRecorded => ({
      type: 'CountRecorded',
      data: { ...recorded('A-1', quantity, { by }).data, tally: 'T' },
    })
    const [one, nine, more] = [scan(1), scan(9), scan(2)]
    const approval = (line: string, { data }: CountRecorded): CountEvent => {
      const event = approvedOf({ type: 'CountRecorded', data })
      if (event.type !== 'CountLinesApproved') throw new Error('not an approval')
      const lines = event.data.lines.map((each) => ({
        ...each,
        observation: { ...each.observation, line },
      }))
      return { ...event, data: { ...event.data, lines } }
    }
    const first = approval('T:SKU-1', one)
    const [late] = review(one, submitted, first, nine)
    expect(late).toMatchObject({
      status: 'late',
      chosen: { observation: { counted: 10 } },
      observations: [{ observation: { line: 'T:SKU-1', counted: 1 } }, {}],
    })
    const second = approval(late?.chosen.observation.line ?? '', nine)
    expect(review(one, submitted, first, nine, second)).toMatchObject([{ status: 'approved' }])
    const [later] = review(one, submitted, first, nine, second, more)
    expect(later).toMatchObject({ status: 'late', chosen: { observation: { counted: 12 } } })
    const ids = later?.observations.map(({ observation }) => observation.line) ?? []
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(3)
  })

  it('is not added to what the same tally has in another bin', () => {
    const scan = (bin: string, quantity: number): CountEvent => ({
      type: 'CountScanned',
      data: { ...recorded(bin, quantity).data, tally: 'T' },
    })
    expect(review(scan('A-1', 3), scan('A-2', 4))).toMatchObject([
      { bin: 'A-1', chosen: { observation: { counted: 3 } } },
      { bin: 'A-2', chosen: { observation: { counted: 4 } } },
    ])
  })

  it('needs a person when the place is approved already with another result', () => {
    const first = recorded('A-1', 9, { by: 'ben' })
    expect(review(first, submitted, approvedOf(first), kept)).toMatchObject([{ status: 'late' }])
  })

  it('tells the counter once that the count was cancelled', () => {
    given(opened, kept, cancelled)
      .whenRebased({ type: 'SubmitCount', count: 'C1' }, { since: [cancelled] })
      .thenConflict('count-closed', { by: 'admin' })
  })
})
