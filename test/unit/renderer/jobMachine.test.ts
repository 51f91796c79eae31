import { describe, expect, test } from 'vitest'
import type { ReasonRow, ScanResult } from '#shared/contract/api/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import type { Job } from '#renderer/work/job/entry.ts'
import {
  initialJobState,
  stepJob,
  type JobEvent,
  type JobState,
} from '#renderer/work/job/jobMachine.ts'
import { adjust } from '#renderer/features/adjust/adjust.ts'
import { move } from '#renderer/features/move/move.ts'
import { pick } from '#renderer/features/pick/pick.ts'
import { receive } from '#renderer/features/receive/receive.ts'

const packs = [
  { barcode: '111', factor: 1, name: 'each' },
  { barcode: '112', factor: 12, name: 'case' },
]
const helmet = {
  sku: 'HL-U509-R',
  name: 'Helmet, Red',
  packs,
  unitValue: null,
  onHand: 37,
  pending: 0,
  incomplete: false,
}
const jersey = {
  sku: 'LJ-0192-S',
  name: 'Jersey, S',
  packs: [],
  unitValue: null,
  onHand: 5,
  pending: 0,
  incomplete: false,
}

const isBin = (bin: string): ScanResult => ({ kind: 'bin', bin, zone: 'A' })
const isProduct = (product: typeof helmet | typeof jersey, factor = 1): ScanResult => ({
  kind: 'product',
  matches: [{ product, pack: packs.find((pack) => pack.factor === factor) ?? null }],
})

let scans = 0
const scan = (result: ScanResult): JobEvent[] => {
  scans += 1
  return [
    { type: 'scanned', scan: { id: scans, text: 'code' } },
    { type: 'resolved', result },
  ]
}
const type = (text: string): JobEvent => ({ type: 'typed', key: { kind: 'text', text } })
const because = (reason: string, direction: ReasonRow['direction']): JobEvent => ({
  type: 'reasonChosen',
  reason: { reason, text: reason, direction },
})
const id = '7d9a1f0e-4b1c-4f7e-9d0a-1b2c3d4e5f60'
const confirm: JobEvent = { type: 'confirmed', id }
const answer = (outcome: Outcome): JobEvent => ({ type: 'answered', outcome })
const accepted: Outcome = { id, outcome: 'accepted', events: [] }

const run = (job: Job, ...events: (JobEvent | JobEvent[])[]): JobState =>
  events.flat().reduce((state, event) => stepJob(job, state, event), initialJobState)

const sent = (state: JobState) => (state.stage.kind === 'saving' ? state.stage.command : undefined)

describe('each job sends the command that its scans and keys say', () => {
  test('receive: a product, a number, a bin', () => {
    expect(
      sent(run(receive, scan(isProduct(helmet)), type('24'), scan(isBin('A-1')), confirm)),
    ).toEqual({ type: 'ReceiveStock', sku: 'HL-U509-R', bin: 'A-1', quantity: 24 })
  })

  test('receive notes the delivery it was told of', () => {
    const events = [
      { type: 'referenceGiven', reference: 'PO-7' } as const,
      ...scan(isProduct(helmet)),
      ...scan(isBin('A-1')),
    ]
    expect(sent(run(receive, events, confirm))).toMatchObject({ reference: 'PO-7' })
  })

  test('pick: a bin, a product, a number', () => {
    expect(
      sent(run(pick, scan(isBin('A-1')), scan(isProduct(helmet)), type('3'), confirm)),
    ).toEqual({ type: 'PickStock', sku: 'HL-U509-R', bin: 'A-1', quantity: 3 })
  })

  test('move: the first bin is where it is, the one after the product is where it goes', () => {
    expect(
      sent(run(move, scan(isBin('A-1')), scan(isProduct(helmet)), scan(isBin('B-2')), confirm)),
    ).toEqual({ type: 'MoveStock', sku: 'HL-U509-R', from: 'A-1', to: 'B-2', quantity: 1 })
  })

  test('adjust: the reason says whether it adds or takes away, and is asked where it does not', () => {
    const events = [...scan(isBin('A-1')), ...scan(isProduct(helmet)), type('2')]
    const delta = (...more: JobEvent[]) => sent(run(adjust, events, ...more, confirm))
    expect(delta(because('found', 'in'))).toMatchObject({ delta: 2, reason: 'found' })
    expect(delta(because('damaged', 'out'))).toMatchObject({ delta: -2, reason: 'damaged' })
    expect(delta(because('correction', 'either'))).toBeUndefined()
    const less = { type: 'directionChosen', direction: -1 } as const
    expect(delta(because('correction', 'either'), less)).toMatchObject({ delta: -2 })
    expect(delta()).toBeUndefined()
  })

  test('adjust: another reason has its own direction', () => {
    const events = [...scan(isBin('A-1')), ...scan(isProduct(helmet)), because('found', 'in')]
    const again = run(adjust, events, { type: 'reasonReopened' })
    expect(again.entry).toMatchObject({ reason: undefined, direction: undefined })
    expect(sent(run(adjust, events, because('lost', 'out'), confirm))).toMatchObject({ delta: -1 })
  })
})

describe('scanning counts', () => {
  test('scanning a product again adds the factor of the pack that was scanned', () => {
    const state = run(
      receive,
      scan(isProduct(helmet, 12)),
      scan(isProduct(helmet, 12)),
      scan(isProduct(helmet)),
    )
    expect(state.entry.quantity.text).toBe('25')
  })

  test('a pack added by its key counts like a scan of it', () => {
    const state = run(receive, scan(isProduct(helmet)), { type: 'packAdded', factor: 12 })
    expect(state.entry.quantity.text).toBe('13')
  })

  test('an unknown code leaves what is in hand as it was and offers a way on', () => {
    const before = run(pick, scan(isBin('A-1')), scan(isProduct(helmet)))
    const after = run(
      pick,
      scan(isBin('A-1')),
      scan(isProduct(helmet)),
      scan({ kind: 'unknown', code: 'x' }),
    )
    expect(after.entry).toEqual(before.entry)
    expect(after.message).toMatchObject({ tone: 'refused' })
    expect(after.message?.next).toContain('F4')
    expect(after.scanned?.outcome).toBe('refused')
  })

  test('a code with control characters is shown so that it can be read aloud', () => {
    const state = run(pick, scan({ kind: 'unknown', code: '0109\u001D21' }))
    expect(state.message?.happened).toContain('0109␝21')
  })

  test('a barcode of several products asks which one, unless one of them is in hand', () => {
    const both: ScanResult = {
      kind: 'product',
      matches: [
        { product: helmet, pack: null },
        { product: jersey, pack: null },
      ],
    }
    expect(run(pick, scan(both)).stage.kind).toBe('choosing')
    expect(run(pick, scan(isProduct(jersey)), scan(both)).entry.quantity.text).toBe('2')
  })

  test('a scan that is looked up does not give way to what is chosen meanwhile', () => {
    const asked = run(pick, { type: 'scanned', scan: { id: 1, text: 'code' } })
    const chosen = [
      { type: 'binChosen', bin: 'B-2' } as const,
      { type: 'productChosen', product: jersey } as const,
    ].reduce((state, event) => stepJob(pick, state, event), asked)
    expect(chosen).toEqual(asked)
  })

  test('a choice that was left changes nothing', () => {
    const both: ScanResult = {
      kind: 'product',
      matches: [
        { product: helmet, pack: null },
        { product: jersey, pack: null },
      ],
    }
    const state = run(pick, scan(both), { type: 'left' })
    expect(state.entry).toEqual(initialJobState.entry)
    expect(state.stage.kind).toBe('ready')
  })
})

describe('saving', () => {
  const complete = [...scan(isBin('A-1')), ...scan(isProduct(helmet)), type('3'), confirm]

  test('an incomplete entry is not sent, and says what is missing', () => {
    const state = run(pick, scan(isBin('A-1')), confirm)
    expect(state.stage.kind).toBe('ready')
    expect(state.message?.next).toContain('Scan what you take')
  })

  test('zero pieces are not sent', () => {
    expect(
      sent(run(pick, scan(isBin('A-1')), scan(isProduct(helmet)), type('0'), confirm)),
    ).toBeUndefined()
  })

  test('an unlikely number is asked about before it is sent, and sent once it is meant', () => {
    const checking = run(
      receive,
      scan(isProduct(helmet)),
      scan(isBin('A-1')),
      type('10000'),
      confirm,
    )
    expect(checking.stage.kind).toBe('doubting')
    expect(stepJob(receive, checking, { type: 'left' }).stage.kind).toBe('ready')
    expect(sent(stepJob(receive, checking, { type: 'meant' }))).toMatchObject({ quantity: 10_000 })
  })

  test('a scanned number is not asked about, however large', () => {
    const events = [...scan(isProduct(helmet)), ...scan(isBin('A-1'))]
    const pallets = { type: 'packAdded', factor: 20_000 } as const
    expect(sent(run(receive, events, pallets, confirm))).toMatchObject({ quantity: 20_001 })
  })

  test('while a command is on its way nothing changes what was sent', () => {
    const saving = run(pick, complete)
    const disturbed = [type('9'), { type: 'startedOver' } as const, confirm].reduce(
      (state, event) => stepJob(pick, state, event),
      saving,
    )
    expect(disturbed).toEqual(saving)
  })

  test('after it was saved the bin stays in hand and the product does not', () => {
    const state = run(pick, complete, answer(accepted))
    expect(state.entry).toMatchObject({ bin: 'A-1', product: undefined })
    expect(state.message).toMatchObject({ tone: 'good' })
  })

  test('a received product leaves no bin in hand: the next one has its own', () => {
    const state = run(
      receive,
      scan(isProduct(helmet)),
      scan(isBin('A-1')),
      confirm,
      answer(accepted),
    )
    expect(state.entry.bin).toBeUndefined()
  })

  test('a refusal keeps the entry and says how many there are', () => {
    const refused: Outcome = {
      id,
      outcome: 'refused',
      code: 'insufficient-stock',
      message: 'not enough',
      facts: { bin: 'A-1', onHand: 2, requested: 3 },
    }
    const state = run(pick, complete, answer(refused))
    expect(state.entry.quantity.text).toBe('3')
    expect(state.message?.happened).toBe('A-1 holds 2, not 3.')
    expect(state.message?.kept).toContain('Nothing was recorded')
  })

  test('a warning says that it was saved all the same', () => {
    const warned: Outcome = {
      ...accepted,
      warnings: [{ code: 'stock-negative', facts: {}, message: 'A-1 is below zero.' }],
    }
    const state = run(pick, complete, answer(warned))
    expect(state.message).toMatchObject({ tone: 'warning', happened: 'A-1 is below zero.' })
    expect(state.entry.product).toBeUndefined()
  })

  test('without an answer the same intention is sent again, with the same id and command', () => {
    const saving = run(pick, complete)
    const silent = stepJob(pick, saving, { type: 'notAnswered' })
    expect(silent.message?.ways).toContain('retry')
    const again = stepJob(pick, silent, { type: 'triedAgain' })
    expect(again.stage).toEqual(saving.stage)
  })

  test('what is tried again by itself is said once, not with every try', () => {
    const silent = stepJob(pick, run(pick, complete), { type: 'notAnswered' })
    const again = stepJob(pick, stepJob(pick, silent, { type: 'triedAgain' }), {
      type: 'notAnswered',
    })
    expect(again.cue).toEqual(silent.cue)
    expect(again.message).toEqual(silent.message)
  })

  test('a terminal that could not save says why, keeps the entry and waits for a person', () => {
    const failure = { happened: 'The disk is full.', kept: 'Not recorded.', next: 'Free space.' }
    const failed = stepJob(pick, run(pick, complete), { type: 'notAnswered', failure })
    expect(failed.message).toMatchObject({ tone: 'refused', ...failure, ways: ['retry'] })
    expect(failed.stage).toMatchObject({ kind: 'unanswered', id, failed: true })
    expect(failed.entry.quantity.text).toBe('3')
    expect(stepJob(pick, failed, { type: 'triedAgain' }).stage).toMatchObject({
      kind: 'saving',
      id,
    })
  })

  test('an answer that comes late, after nobody waits for it, changes nothing', () => {
    const state = run(pick, scan(isBin('A-1')))
    expect(stepJob(pick, state, answer(accepted))).toEqual(state)
  })
})

describe('what is in hand does not give way unasked', () => {
  const inHand = [...scan(isBin('A-1')), ...scan(isProduct(helmet)), type('7')]
  const first: JobEvent = { type: 'recordedFirst', id }
  const drop: JobEvent = { type: 'dropped' }
  const stay: JobEvent = { type: 'left' }
  const before = run(pick, inHand)

  const replacing: [string, Job, JobEvent[], JobEvent[]][] = [
    ['pick: another product is scanned', pick, inHand, scan(isProduct(jersey))],
    ['pick: another bin is scanned', pick, inHand, scan(isBin('B-2'))],
    ['pick: another bin is chosen', pick, inHand, [{ type: 'binChosen', bin: 'B-2' }]],
    ['pick: another product is chosen', pick, inHand, [{ type: 'productChosen', product: jersey }]],
    ['pick: started over', pick, inHand, [{ type: 'startedOver' }]],
    ['receive: another bin is scanned', receive, inHand, scan(isBin('B-2'))],
    ['adjust: another bin is scanned', adjust, inHand, scan(isBin('B-2'))],
    [
      'move: another bin to go to is scanned',
      move,
      [...inHand, ...scan(isBin('B-2'))],
      scan(isBin('C-3')),
    ],
  ]
  test.each(replacing)('%s', (_, job, entered, event) => {
    const held = run(job, entered)
    const asked = run(job, entered, event)
    expect(asked.entry).toEqual(held.entry)
    expect(asked.stage.kind).toBe('asking')
    expect(asked.cue?.sound).toBe('warning')
    expect(asked.scanned?.outcome).not.toBe('good')
    const stayed = stepJob(job, asked, stay)
    expect(stayed).toMatchObject({ entry: held.entry, stage: { kind: 'ready' } })
    expect(stayed.scanned?.outcome).not.toBe('good')
  })

  test('recorded first, what came is taken: a product, with its own quantity', () => {
    const saving = run(pick, inHand, scan(isProduct(jersey)), first)
    expect(sent(saving)).toMatchObject({ type: 'PickStock', sku: 'HL-U509-R', quantity: 7 })
    const state = stepJob(pick, saving, answer(accepted))
    expect(state.entry).toMatchObject({ bin: 'A-1', product: { sku: 'LJ-0192-S' } })
    expect(state.entry.quantity.text).toBe('1')
    expect(state.message).toMatchObject({ tone: 'good', happened: expect.stringContaining('7') })
    expect(state.scanned?.outcome).toBe('good')
  })

  test('recorded first, what came is taken: a bin', () => {
    const state = run(pick, inHand, scan(isBin('B-2')), first, answer(accepted))
    expect(state.entry).toMatchObject({ bin: 'B-2', product: undefined })
  })

  test('refused, it stays in hand, and it is said that what came was not taken', () => {
    const refused: Outcome = { id, outcome: 'refused', code: 'bin-unknown', message: '', facts: {} }
    const state = run(pick, inHand, scan(isProduct(jersey)), first, answer(refused))
    expect(state.entry).toEqual(before.entry)
    expect(state.message?.kept).toContain('LJ-0192-S was not taken.')
    expect(state.scanned?.outcome).toBe('refused')
  })

  test('without an answer what came still waits', () => {
    const silent = run(pick, inHand, scan(isProduct(jersey)), first, { type: 'notAnswered' })
    const state = [{ type: 'triedAgain' } as const, answer(accepted)].reduce(
      (current, event) => stepJob(pick, current, event),
      silent,
    )
    expect(state.entry.product?.sku).toBe('LJ-0192-S')
  })

  test('an unlikely number is asked about there too', () => {
    const doubting = run(pick, inHand, type('0000'), scan(isProduct(jersey)), first)
    expect(doubting.stage).toMatchObject({ kind: 'doubting', quantity: 70_000 })
    const saving = stepJob(pick, doubting, { type: 'meant' })
    expect(stepJob(pick, saving, answer(accepted)).entry.product?.sku).toBe('LJ-0192-S')
  })

  test('dropped, what came is taken', () => {
    const state = run(pick, inHand, scan(isProduct(jersey)), drop)
    expect(state.entry).toMatchObject({ bin: 'A-1', product: { sku: 'LJ-0192-S' } })
    expect(state.entry.quantity.text).toBe('1')
    expect(run(pick, inHand, { type: 'startedOver' }, drop).entry).toMatchObject({
      bin: 'A-1',
      product: undefined,
    })
  })

  test('the bin of an entry is changed once a person says so', () => {
    const state = run(pick, inHand, scan(isBin('B-2')), { type: 'binChanged' })
    expect(state.entry).toMatchObject({ bin: 'B-2', product: { sku: 'HL-U509-R' } })
    expect(state.entry.quantity.text).toBe('7')
  })

  test('what fits what is in hand is taken without a question', () => {
    expect(run(pick, inHand, scan(isBin('A-1'))).entry).toEqual(before.entry)
    expect(run(pick, inHand, scan(isProduct(helmet))).entry.quantity.text).toBe('8')
    expect(run(pick, inHand, { type: 'productChosen', product: helmet }).entry).toEqual(
      before.entry,
    )
    expect(run(receive, scan(isProduct(helmet)), scan(isBin('A-1'))).stage.kind).toBe('ready')
    expect(run(pick, scan(isBin('A-1')), scan(isBin('B-2'))).entry.bin).toBe('B-2')
  })
})

test('a number that was typed is doubted however it was changed afterwards', () => {
  const events = [...scan(isProduct(helmet)), ...scan(isBin('A-1')), type('10000')]
  const step = { type: 'typed', key: { kind: 'step', by: 1 } } as const
  expect(run(receive, events, step, confirm).stage.kind).toBe('doubting')
  expect(run(receive, events, scan(isProduct(helmet)), confirm).stage.kind).toBe('doubting')
})

test('asked for another number, the one in hand stays until a digit is typed', () => {
  const retype = { type: 'typed', key: { kind: 'retype' } } as const
  const state = run(pick, scan(isBin('A-1')), scan(isProduct(helmet)), type('7'), retype)
  expect(state.entry.quantity.text).toBe('7')
  expect(stepJob(pick, state, type('5')).entry.quantity.text).toBe('5')
})

test('starting over drops the product first, then the bin, and keeps the delivery', () => {
  const once = run(
    receive,
    { type: 'referenceGiven', reference: 'PO-7' },
    scan(isBin('A-1')),
    scan(isProduct(helmet)),
    { type: 'startedOver' },
    { type: 'dropped' },
  )
  expect(once.entry).toMatchObject({ bin: 'A-1', product: undefined, reference: 'PO-7' })
  const twice = stepJob(receive, once, { type: 'startedOver' })
  expect(twice.entry).toMatchObject({ bin: undefined, reference: 'PO-7' })
})

test('each thing that happens has its own sound, also twice the same', () => {
  const one = run(pick, scan(isBin('A-1')))
  const two = run(pick, scan(isBin('A-1')), scan(isBin('A-2')))
  expect(one.cue?.sound).toBe('good')
  expect(two.cue).toEqual({ number: (one.cue?.number ?? 0) + 1, sound: 'good' })
})
