import { describe, expect, it } from 'vitest'
import type { ScanResult } from '#shared/contract/api/index.ts'
import { commandSchema, type Command } from '#shared/contract/commands.ts'
import { unlikelyQuantity } from '#renderer/ui/quantity/quantityEntry.ts'
import { initialSheet, type Sheet, type SheetEvent } from '#renderer/features/count/sheet.ts'
import { stepSheet } from '#renderer/features/count/sheetMachine.ts'

const count = '2026-03-02-a1'
const id = '0b1f6a4e-7c1d-4d1e-9a53-0f8b6f4f0001'

const after = (sheet: Sheet, ...events: SheetEvent[]): Sheet =>
  events.reduce((current, event) => stepSheet(count, current, event), sheet)

const product = (sku: string) => ({
  sku,
  name: sku,
  packs: [],
  unitValue: null,
  onHand: 99,
  pending: 0,
  incomplete: false,
})
const productResult = (sku: string, factor = 1): ScanResult => ({
  kind: 'product',
  matches: [
    {
      product: product(sku),
      pack: { barcode: '4006381333931', factor, name: 'case' },
    },
  ],
})

const scan = (result: ScanResult, tally = 'new'): SheetEvent[] => [
  { type: 'scanned', scan: { id: 1, text: 'scanned' } },
  { type: 'resolved', result, id, tally },
]
const saved: SheetEvent = {
  type: 'answered',
  outcome: { id, outcome: 'accepted', events: [] },
}
const bin = (address: string): SheetEvent[] => scan({ kind: 'bin', bin: address, zone: 'A' })

const sent = (sheet: Sheet): Command | undefined =>
  sheet.stage.kind === 'saving' ? sheet.stage.command : undefined

const atBin = after(initialSheet, ...bin('A-01-02'))
const typed = (text: string): SheetEvent => ({ type: 'typed', key: { kind: 'text', text } })

describe('a scan at a count', () => {
  it('of a bin says where the counter stands', () => {
    expect(atBin).toMatchObject({ bin: 'A-01-02', stage: { kind: 'ready' } })
  })

  it('of a product is saved at once, with what its pack holds', () => {
    const sheet = after(atBin, ...scan(productResult('HL-U509-R', 12), 't1'))
    expect(sent(sheet)).toEqual({
      type: 'ScanCount',
      count,
      bin: 'A-01-02',
      sku: 'HL-U509-R',
      quantity: 12,
      tally: 't1',
    })
    expect(commandSchema.safeParse(sent(sheet)).success).toBe(true)
  })

  it('of the same product adds to the same tally', () => {
    const sheet = after(
      atBin,
      ...scan(productResult('HL-U509-R', 12), 't1'),
      saved,
      ...scan(productResult('HL-U509-R'), 't2'),
    )
    expect(sent(sheet)).toMatchObject({ quantity: 1, tally: 't1' })
  })

  it('of another product, or of the same one in another bin, begins another tally', () => {
    const first = after(atBin, ...scan(productResult('HL-U509-R'), 't1'), saved)
    expect(sent(after(first, ...scan(productResult('AR-5381'), 't2')))).toMatchObject({
      tally: 't2',
    })
    expect(
      sent(after(first, ...bin('B-01-01'), ...scan(productResult('HL-U509-R'), 't3'))),
    ).toMatchObject({ bin: 'B-01-01', tally: 't3' })
  })

  it('of a product before any bin counts nothing and says so', () => {
    const sheet = after(initialSheet, ...scan(productResult('HL-U509-R')))
    expect(sent(sheet)).toBeUndefined()
    expect(sheet.message).toMatchObject({ tone: 'refused' })
  })

  it('goes on with the tally of before when the bin is entered again', () => {
    const sheet = after(
      atBin,
      { type: 'talliesKnown', bin: 'A-01-02', tallies: { 'HL-U509-R': 'before' } },
      ...scan(productResult('HL-U509-R'), 'new'),
    )
    expect(sent(sheet)).toMatchObject({ tally: 'before' })
  })

  it('begins anew only when the counter says so', () => {
    const sheet = after(
      atBin,
      { type: 'talliesKnown', bin: 'A-01-02', tallies: { 'HL-U509-R': 'before' } },
      { type: 'countedAnew' },
      ...scan(productResult('HL-U509-R'), 'new'),
    )
    expect(sent(sheet)).toMatchObject({ tally: 'new' })
  })

  it('waits while an entry is on its way', () => {
    const saving = after(atBin, ...scan(productResult('HL-U509-R')))
    expect(after(saving, ...bin('B-01-01'))).toBe(saving)
  })

  it('of a code that nobody knows can be noted as found, where it was found', () => {
    const unknown = after(atBin, ...scan({ kind: 'unknown', code: '0000' }))
    expect(unknown.stage).toEqual({ kind: 'unknown', code: '0000' })
    expect(sent(after(unknown, { type: 'found', id, quantity: 3, note: ' blue box ' }))).toEqual({
      type: 'ReportFound',
      count,
      bin: 'A-01-02',
      barcode: '0000',
      quantity: 3,
      note: 'blue box',
    })
    expect(after(unknown, { type: 'left' }).stage).toEqual({ kind: 'ready' })
  })
})

describe('a number typed at a count', () => {
  const inHand = after(atBin, ...scan(productResult('HL-U509-R'), 't1'), saved)
  const confirmed: SheetEvent = { type: 'confirmed', id, tally: 't9' }

  it('is what is there, whatever was scanned before, and begins a tally of its own', () => {
    const sheet = after(inHand, typed('60'), confirmed)
    expect(sent(sheet)).toEqual({
      type: 'RecordCount',
      count,
      bin: 'A-01-02',
      sku: 'HL-U509-R',
      quantity: 60,
      tally: 't9',
    })
    expect(commandSchema.safeParse({ ...sent(sheet), tally: 't9' }).success).toBe(true)
  })

  it('is added to by the scans that follow it', () => {
    const recorded = after(inHand, typed('60'), confirmed, saved)
    expect(recorded.quantity.text).toBe('')
    expect(sent(after(recorded, ...scan(productResult('HL-U509-R'))))).toMatchObject({
      type: 'ScanCount',
      quantity: 1,
      tally: 't9',
    })
  })

  it('is added to by a scan of its product before it is recorded', () => {
    const sheet = after(inHand, typed('63'), ...scan(productResult('HL-U509-R', 12)))
    expect(sheet).toMatchObject({ stage: { kind: 'ready' }, quantity: { text: '75', byHand: 63 } })
    expect(sent(after(sheet, confirmed))).toMatchObject({ type: 'RecordCount', quantity: 75 })
  })

  it('of zero is a count like any other', () => {
    const chosen = after(atBin, { type: 'productChosen', product: product('AR-5381') })
    const zero = after(chosen, typed('0'), confirmed)
    expect(sent(zero)).toMatchObject({ type: 'RecordCount', sku: 'AR-5381', quantity: 0 })
    expect(sent(after(zero, saved, ...scan(productResult('AR-5381'))))).toMatchObject({
      tally: 't9',
    })
  })

  it('that is refused stays in hand, and scans go on as before', () => {
    const refused: SheetEvent = {
      type: 'answered',
      outcome: { id, outcome: 'refused', code: 'same-counter', message: 'You counted it before.' },
    }
    const sheet = after(inHand, typed('60'), confirmed, refused)
    expect(sheet.quantity.text).toBe('60')
    const cleared = after(sheet, { type: 'typed', key: { kind: 'clear' } })
    expect(sent(after(cleared, ...scan(productResult('HL-U509-R'))))).toMatchObject({ tally: 't1' })
  })

  it('that is taken back leaves what was scanned before, to be gone on with', () => {
    const recorded = after(inHand, typed('60'), confirmed, saved)
    const place = { bin: 'A-01-02', sku: 'HL-U509-R' }
    const undone = after(recorded, { type: 'undone', id, line: id, ...place, tally: 't1' }, saved)
    expect(sent(after(undone, ...scan(productResult('HL-U509-R'))))).toMatchObject({ tally: 't1' })
  })

  it('that nobody counts by hand is asked about, and is not answered by what opened the question', () => {
    const asked = after(inHand, typed(String(unlikelyQuantity)), confirmed)
    expect(asked.stage).toMatchObject({ kind: 'doubting', quantity: unlikelyQuantity })
    expect(after(asked, confirmed)).toEqual(asked)
    expect(sent(after(asked, { type: 'meant' }))).toMatchObject({ quantity: unlikelyQuantity })
    const left = after(asked, { type: 'left' })
    expect(left).toMatchObject({ stage: { kind: 'ready' }, quantity: { text: '10000' } })
  })

  it('without a product in hand is not taken, and it is said', () => {
    expect(after(atBin, typed('5')).message).toMatchObject({
      tone: 'warning',
      happened: '5 was typed, but no product is in hand.',
    })
  })

  it('does nothing when nothing was typed', () => {
    expect(sent(after(inHand, confirmed))).toBeUndefined()
  })
})

const undo: SheetEvent = {
  type: 'undone',
  id,
  line: 'line-1',
  bin: 'A-01-02',
  sku: 'HL-U509-R',
  tally: undefined,
}

it('says that a bin is empty', () => {
  expect(sent(after(atBin, { type: 'emptied', id }))).toEqual({
    type: 'ConfirmEmptyBin',
    count,
    bin: 'A-01-02',
  })
})

it('sends an entry that was not answered again with the same id', () => {
  const saving = after(atBin, undo)
  const lost = after(saving, { type: 'notAnswered' })
  expect(lost.stage.kind).toBe('unanswered')
  expect(after(lost, { type: 'triedAgain' }).stage).toEqual(saving.stage)
})

it('says a silence once, however often it is tried again', () => {
  const lost = after(atBin, undo, { type: 'notAnswered' })
  expect(lost.message).toMatchObject({ tone: 'warning', kept: expect.stringContaining('once') })
  const again = after(lost, { type: 'triedAgain' }, { type: 'notAnswered' })
  expect(again).toEqual(lost)
})

it('says in the terminal’s words what it could not do, and leaves it to the counter to try again', () => {
  const failure = {
    happened: 'The disk is full.',
    kept: 'What was saved before is safe.',
    next: 'Free some space.',
  }
  const saving = after(atBin, undo)
  const failed = after(saving, { type: 'notAnswered', failure })
  expect(failed).toMatchObject({
    stage: { kind: 'unanswered', id, failed: true },
    message: { tone: 'refused', ...failure },
    cue: { sound: 'refused' },
  })
  expect(after(failed, { type: 'triedAgain' }).stage).toEqual(saving.stage)
})

describe('a number that is not recorded does not give way unasked', () => {
  const inHand = after(atBin, ...scan(productResult('HL-U509-R'), 't1'), saved, typed('63'))
  const first: SheetEvent = { type: 'recordedFirst', id, tally: 't9' }
  const both: ScanResult = {
    kind: 'product',
    matches: ['AR-5381', 'GL-H102-M'].map((sku) => ({ product: product(sku), pack: null })),
  }
  const [one] = both.matches

  it.each<[string, SheetEvent[]]>([
    ['to a scan of another product', scan(productResult('AR-5381'))],
    ['to a scan of another bin', bin('B-01-01')],
    ['to a product that is chosen', [{ type: 'productChosen', product: product('AR-5381') }]],
    [
      'to one of several products of a barcode',
      [
        ...scan(both),
        {
          type: 'matchChosen',
          match: { product: one?.product ?? product(''), factor: 1 },
          id,
          tally: 't5',
        },
      ],
    ],
    ['to a bin that is chosen', [{ type: 'binChosen', bin: 'B-01-01' }]],
    ['to counting anew', [{ type: 'countedAnew' }]],
    ['to an empty bin', [{ type: 'emptied', id }]],
    ['to handing in', [{ type: 'handingIn' }]],
  ])('%s', (_, events) => {
    const asked = after(inHand, ...events)
    expect(asked.stage.kind).toBe('asking')
    expect(asked.cue?.sound).toBe('warning')
    expect(asked).toMatchObject({ bin: 'A-01-02', quantity: inHand.quantity })
    expect(asked.scanned?.outcome).not.toBe('good')
    const stayed = after(asked, { type: 'left' })
    expect(stayed).toMatchObject({ stage: { kind: 'ready' }, quantity: inHand.quantity })
    expect(stayed.product?.sku).toBe('HL-U509-R')
    expect(after(asked, { type: 'dropped' })).toMatchObject({ quantity: { text: '' } })
  })

  it('is recorded first, and then the scan is taken that asked', () => {
    const saving = after(inHand, ...scan(productResult('AR-5381'), 't5'), first)
    expect(sent(saving)).toMatchObject({ type: 'RecordCount', sku: 'HL-U509-R', quantity: 63 })
    expect(sent(after(saving, saved))).toMatchObject({
      type: 'ScanCount',
      sku: 'AR-5381',
      tally: 't5',
    })
    expect(after(inHand, ...bin('B-01-01'), first, saved)).toMatchObject({
      bin: 'B-01-01',
      message: { happened: '63 of HL-U509-R in A-01-02.' },
      scanned: { outcome: 'good' },
    })
    expect(after(inHand, { type: 'handingIn' }, first, saved).stage.kind).toBe('handing-in')
  })

  it('is dropped when the counter says so, and the scan that asked is taken', () => {
    const dropped = after(inHand, ...scan(productResult('AR-5381'), 't5'), { type: 'dropped' })
    expect(sent(dropped)).toMatchObject({ type: 'ScanCount', sku: 'AR-5381' })
  })

  it('stays when it is refused, and it is said that the scan was not taken', () => {
    const refused: SheetEvent = {
      type: 'answered',
      outcome: { id, outcome: 'refused', code: 'same-counter', message: 'You counted it before.' },
    }
    const sheet = after(inHand, ...scan(productResult('AR-5381')), first, refused)
    expect(sheet.quantity.text).toBe('63')
    expect(sheet.message?.kept).toContain('AR-5381 was not taken.')
  })

  it('stays when its own product is pressed, its own bin is scanned, or an entry is taken back', () => {
    expect(after(inHand, { type: 'productChosen', product: product('HL-U509-R') })).toEqual(inHand)
    expect(after(inHand, ...bin('A-01-02'))).toMatchObject({ quantity: { text: '63' } })
    const place = { bin: 'A-01-02', sku: 'HL-U509-R' }
    const undone = after(
      inHand,
      { type: 'undone', id, line: 'l', ...place, tally: undefined },
      saved,
    )
    expect(undone.quantity.text).toBe('63')
  })
})

it('goes on with its tallies when the bin that one stands at is scanned again, and when one comes back', () => {
  const counted = after(atBin, ...scan(productResult('HL-U509-R'), 't1'), saved)
  const again = scan(productResult('HL-U509-R'), 't2')
  expect(sent(after(counted, ...bin('A-01-02'), ...again))).toMatchObject({ tally: 't1' })
  const back = after(counted, ...bin('B-01-01'), ...bin('A-01-02'), ...again)
  expect(sent(back)).toMatchObject({ tally: 't1' })
})

it('keeps what was counted before when an entry is refused, and says why', () => {
  const refused = after(atBin, ...scan(productResult('HL-U509-R')), {
    type: 'answered',
    outcome: { id, outcome: 'refused', code: 'same-counter', message: 'You counted it before.' },
  })
  expect(refused.stage).toEqual({ kind: 'ready' })
  expect(refused.message).toMatchObject({ tone: 'refused', happened: 'You counted it before.' })
})
