import { describe, expect, it } from 'vitest'
import type { ScanResult } from '#shared/contract/api/index.ts'
import { commandSchema, type Command } from '#shared/contract/commands.ts'
import {
  initialSheet,
  stepSheet,
  unlikelyQuantity,
  type Sheet,
  type SheetEvent,
} from '../../../renderer/features/count/sheetMachine.ts'

const count = '2026-03-02-a1'
const id = '0b1f6a4e-7c1d-4d1e-9a53-0f8b6f4f0001'

const after = (sheet: Sheet, ...events: SheetEvent[]): Sheet =>
  events.reduce((current, event) => stepSheet(count, current, event), sheet)

const productResult = (sku: string, factor = 1): ScanResult => ({
  kind: 'product',
  matches: [
    {
      product: { sku, name: sku, packs: [], unitValue: null, onHand: 99, pending: 0 },
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

  it('adds to what was scanned', () => {
    expect(sent(after(inHand, typed('24'), confirmed))).toMatchObject({
      type: 'ScanCount',
      quantity: 24,
      tally: 't1',
    })
  })

  it('of zero is a count of its own', () => {
    const chosen = after(atBin, {
      type: 'productChosen',
      product: { sku: 'AR-5381', name: 'Race' },
    })
    expect(sent(after(chosen, typed('0'), confirmed))).toEqual({
      type: 'RecordCount',
      count,
      bin: 'A-01-02',
      sku: 'AR-5381',
      quantity: 0,
    })
  })

  it('that nobody counts by hand is asked for once more before it is recorded', () => {
    const asked = after(inHand, typed(String(unlikelyQuantity)), confirmed)
    expect(asked.stage).toEqual({ kind: 'doubting', quantity: unlikelyQuantity })
    expect(sent(after(asked, { ...confirmed, isSure: true }))).toMatchObject({
      quantity: unlikelyQuantity,
    })
    expect(sent(after(asked, { type: 'left' }, confirmed))).toBeUndefined()
  })

  it('does nothing before a product is in hand, or when nothing was typed', () => {
    expect(after(atBin, typed('5'), confirmed)).toEqual(atBin)
    expect(sent(after(inHand, confirmed))).toBeUndefined()
  })
})

it('says that a bin is empty', () => {
  expect(sent(after(atBin, { type: 'emptied', id }))).toEqual({
    type: 'ConfirmEmptyBin',
    count,
    bin: 'A-01-02',
  })
})

it('sends an entry that was not answered again with the same id', () => {
  const saving = after(atBin, { type: 'undone', id, line: 'line-1' })
  const lost = after(saving, { type: 'notAnswered' })
  expect(lost.stage.kind).toBe('unanswered')
  expect(after(lost, { type: 'triedAgain' }).stage).toEqual(saving.stage)
})

it('says a silence once, however often it is tried again', () => {
  const lost = after(atBin, { type: 'undone', id, line: 'line-1' }, { type: 'notAnswered' })
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
  const saving = after(atBin, { type: 'undone', id, line: 'line-1' })
  const failed = after(saving, { type: 'notAnswered', failure })
  expect(failed).toMatchObject({
    stage: { kind: 'unanswered', id, failed: true },
    message: { tone: 'refused', ...failure },
    cue: { sound: 'refused' },
  })
  expect(after(failed, { type: 'triedAgain' }).stage).toEqual(saving.stage)
})

it('keeps a number that is being typed when its product is pressed again', () => {
  const product = { sku: 'HL-U509-R', name: 'Helmet' }
  const typing = after(atBin, { type: 'productChosen', product }, typed('12'))
  expect(after(typing, { type: 'productChosen', product })).toEqual(typing)
  const other = { sku: 'GL-H102-M', name: 'Glove' }
  expect(after(typing, { type: 'productChosen', product: other }).quantity.text).toBe('')
})

it('keeps what was counted before when an entry is refused, and says why', () => {
  const refused = after(atBin, ...scan(productResult('HL-U509-R')), {
    type: 'answered',
    outcome: { id, outcome: 'refused', code: 'same-counter', message: 'You counted it before.' },
  })
  expect(refused.stage).toEqual({ kind: 'ready' })
  expect(refused.message).toMatchObject({ tone: 'refused', happened: 'You counted it before.' })
})
