import { isDeepStrictEqual } from 'node:util'
import {
  aggregates,
  type DomainCommand,
  type DomainEvent,
  type Facts,
  type Incomplete,
  type Parked,
  refuseIncomplete,
} from '#shared/domain/index.ts'
import type { Restoration } from '#shared/domain/terminal/index.ts'
import type { Observation } from '#shared/domain/stock/index.ts'
import { printHistory } from '#electron/terminal/rebase/index.ts'
import { someFacts } from './scenario.ts'

/** What the command was decided on, and what it says. */
export type Row = {
  readonly command: DomainCommand
  readonly before: readonly DomainEvent[]
  readonly facts?: Partial<Facts>
}
/** What somebody else recorded before it could arrive. */
export type Change = {
  readonly since: readonly DomainEvent[]
  readonly facts?: Partial<Facts>
  /** It was found that events of the stream are missing on the terminal. */
  readonly lost?: true
}
export type Table = {
  readonly aggregate: keyof typeof aggregates
  readonly rows: Readonly<Record<string, Row>>
  /** Nothing where the change cannot come in between, or leaves everything that the command rests on. */
  readonly changes: Readonly<Record<string, Change | ((row: Row) => Change | undefined)>>
}

/** The cells of a table in which something happens. */
export const cellsOf = ({ rows, changes }: Table) =>
  Object.entries(rows).flatMap(([command, row]) =>
    Object.entries(changes).flatMap(([name, what]) => {
      const change = typeof what === 'function' ? what(row) : what
      const title = `${command} after this change: ${name}`
      return change === undefined ? [] : [{ title, command, row, name, change }]
    }),
  )

/** Do the events of a change each alter the stream state, or else what is known beside the stream? */
export function happens({ aggregate: name }: Table, row: Row, { since, facts, lost }: Change) {
  const { evolve, initialState } = aggregates[name] as unknown as Parked['aggregate']
  let state = row.before.reduce<unknown>(evolve, initialState)
  for (const event of since) {
    const next = evolve(state, event)
    if (isDeepStrictEqual(next, state)) return false
    state = next
  }
  return (
    since.length > 0 || lost === true || !isDeepStrictEqual({ ...tableFacts, ...facts }, tableFacts)
  )
}

const when = (...events: readonly (DomainEvent | undefined)[]): Change | undefined => {
  const since = events.filter((event) => event !== undefined)
  return since.length === 0 ? undefined : { since }
}

const warehouse = 'WH1'
const sku = 'SKU-1'
const at = (time: string) => `2026-01-02T${time}:00Z`

/** Decides a command as a terminal does offline at ten, and again after the change. What comes of it, in words. */
export function outcomeOf({ aggregate: name }: Table, row: Row, change: Change): string {
  const aggregate = aggregates[name] as unknown as Parked['aggregate']
  const fold = (events: readonly DomainEvent[]) =>
    events.reduce<unknown>((state, event) => aggregate.evolve(state, event), aggregate.initialState)
  const intent = {
    id: '00000000-0000-4000-8000-000000000001',
    sequence: 7,
    command: row.command,
    operator: 'ana',
    role: 'supervisor' as const,
    terminal: 'T1',
    occurredAt: at('10:00'),
    acceptedAt: at('10:00'),
  }
  const first = aggregate.decide(intent, fold(row.before), { ...tableFacts, ...row.facts })
  if (first.outcome !== 'accepted') throw new Error(`refused at first: ${JSON.stringify(first)}`)
  const lost = change.lost ? { incomplete: gap } : {}
  const facts = { ...tableFacts, ...row.facts, ...change.facts, ...lost }
  const { since } = change
  const context = { since, unseen: since, decided: first.events }
  const known = fold([...row.before, ...change.since])
  const state = change.lost && aggregate.lose ? aggregate.lose(known) : known
  const incomplete = change.lost && refuseIncomplete(aggregate, row.command, state, facts)
  if (incomplete) return `conflict: ${incomplete.code}`
  const answer = aggregate.rebase(intent, state, facts, context)
  switch (answer.outcome) {
    case 'satisfied':
      return 'already so'
    case 'conflict':
      return `conflict: ${String(answer.facts['code'] ?? answer.reason)}`
    case 'accepted': {
      if (answer.events.some(({ type }) => type === 'CountVarianceCorrected'))
        return 'again, and the count is corrected'
      if (answer.events.some(({ data }) => 'late' in data && data.late)) return 'kept, as late'
      if (answer.warnings.length > 0) return 'again, with a warning'
      return JSON.stringify(answer.events) === JSON.stringify(first.events)
        ? 'again'
        : 'again, on what is known now'
    }
  }
}

/** What is decided again, and on what, as a history. */
export function historyOf({ command, before }: Row, { since }: Change): string {
  const confirmed = [...before, ...since].map(({ type }, revision) => ({ revision, type }))
  const decisions = [{ base: before.length - 1, events: [command.type] }]
  return printHistory({ confirmed, tail: [{ sequence: 7, state: 'pending', decisions }] })
}

const gap: Incomplete = {
  stream: 'stock-WH1.SKU-1',
  missing: 1,
  last: 3,
  unreadable: 0,
  ended: false,
  accepted: false,
}

const tableFacts: Facts = {
  ...someFacts,
  supervisors: 2,
  counting: {
    book: [{ bin: 'A-1', sku, onHand: 10, revision: 0 }],
    movements: [],
    readings: [],
  },
}

// --- stock

const received = (bin: string, quantity: number): DomainEvent => ({
  type: 'StockReceived',
  data: { warehouse, sku, bin, quantity },
})
const picked = (bin: string, quantity: number): DomainEvent => ({
  type: 'StockPicked',
  data: { warehouse, sku, bin, quantity },
})
const looked = (from: string, to: string, line = 'theirs'): Observation => ({
  count: 'C1',
  line,
  bin: 'A-1',
  counted: 10,
  from: at(from),
  to: at(to),
  terminal: 'T2',
  sequence: 3,
  known: 0,
  live: true,
})
const posted = (from: string, to: string, line?: string): DomainEvent => ({
  type: 'CountVariancePosted',
  data: { warehouse, sku, ...looked(from, to, line), book: 10, delta: 0 },
})
const moved = (delta: number, time: string): Partial<Facts> => ({
  counting: {
    book: [],
    readings: [],
    movements: [
      {
        type: 'StockPicked',
        bin: 'A-1',
        delta,
        revision: 1,
        intention: 'theirs',
        operator: 'ben',
        terminal: 'T3',
        sequence: 1,
        from: at(time),
        to: at(time),
      },
    ],
  },
})

/** What the warehouse says of its reasons is nothing to a command that gives none. */
const ofReasons =
  (said: Partial<Facts['warehouse']>) =>
  ({ command }: Row): Change | undefined =>
    'reason' in command
      ? { since: [], facts: { warehouse: { ...tableFacts.warehouse, ...said } } }
      : undefined

const stockBefore = [received('A-1', 10), received('A-2', 10)]
const onStock = (command: DomainCommand): Row => ({ command, before: stockBefore })
const stockTable: Table = {
  aggregate: 'stock',
  rows: {
    ReceiveStock: onStock({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 4 }),
    PickStock: onStock({ type: 'PickStock', sku, bin: 'A-1', quantity: 4 }),
    MoveStock: onStock({ type: 'MoveStock', sku, from: 'A-1', to: 'A-2', quantity: 4 }),
    'AdjustStock, up': onStock({ type: 'AdjustStock', sku, bin: 'A-1', delta: 4, reason: 'found' }),
    'AdjustStock, down': onStock({
      type: 'AdjustStock',
      sku,
      bin: 'A-1',
      delta: -4,
      reason: 'damaged',
    }),
    PostCountVariance: onStock({
      type: 'PostCountVariance',
      sku,
      observation: looked('09:40', '09:50', 'mine'),
    }),
  },
  changes: {
    'goods came in': { since: [received('A-1', 5)], facts: moved(5, '09:00') },
    'goods taken, enough left': { since: [picked('A-1', 5)], facts: moved(-5, '09:00') },
    'goods taken, too few left': { since: [picked('A-1', 8)], facts: moved(-8, '09:55') },
    'goods taken while the bin was counted': {
      since: [picked('A-1', 5)],
      facts: moved(-5, '09:45'),
    },
    'bin counted before': { since: [posted('09:00', '09:10')] },
    'bin counted after': { since: [posted('11:00', '11:10')] },
    'bin being counted': { since: [posted('09:55', '10:05')] },
    'the same line posted': { since: [posted('09:00', '09:10', 'mine')] },
    'reason code retired': ofReasons({ reasons: [] }),
    'reason given another direction': ofReasons({ directions: { found: 'out', damaged: 'in' } }),
    'events are missing': { since: [], lost: true },
    'stock may go below zero': {
      since: [picked('A-1', 8)],
      facts: {
        warehouse: { ...tableFacts.warehouse, negativeStock: 'warn' },
        ...moved(-8, '09:55'),
      },
    },
  },
}

// --- master data: what the row itself did elsewhere, the same otherwise, something else

type Row3 = Row & {
  readonly same?: DomainEvent
  readonly otherwise?: DomainEvent | readonly DomainEvent[]
}
const master = (
  aggregate: Table['aggregate'],
  rows: Readonly<Record<string, Row3>>,
  something: DomainEvent | ((row: Row) => DomainEvent),
): Table => ({
  aggregate,
  rows,
  changes: {
    'events are missing': { since: [], lost: true },
    'the same done elsewhere': (row: Row3) => when(row.same),
    'the same field set otherwise': (row: Row3) => when(...[row.otherwise].flat()),
    // What is not there yet was made alike elsewhere, and changed there.
    'another field changed': (row: Row3) =>
      when(
        row.before.length === 0 ? row.same : undefined,
        typeof something === 'function' ? something(row) : something,
      ),
  },
})

const pack = { barcode: '123', factor: 6, name: 'inner' }
const product: DomainEvent = { type: 'ProductRegistered', data: { sku, name: 'Chain', packs: [] } }
const productTable = master(
  'product',
  {
    RegisterProduct: {
      command: { type: 'RegisterProduct', sku, name: 'Chain', packs: [] },
      before: [],
      same: product,
      otherwise: { type: 'ProductRegistered', data: { sku, name: 'Rope', packs: [] } },
    },
    RenameProduct: {
      command: { type: 'RenameProduct', sku, name: 'Mine' },
      before: [product],
      same: { type: 'ProductRenamed', data: { sku, name: 'Mine' } },
      otherwise: { type: 'ProductRenamed', data: { sku, name: 'Theirs' } },
    },
    AddPack: {
      command: { type: 'AddPack', sku, pack },
      before: [product],
      same: { type: 'PackAdded', data: { sku, pack } },
      otherwise: { type: 'PackAdded', data: { sku, pack: { ...pack, factor: 12 } } },
    },
    RemovePack: {
      command: { type: 'RemovePack', sku, barcode: '123' },
      before: [{ type: 'ProductRegistered', data: { sku, name: 'Chain', packs: [pack] } }],
      same: { type: 'PackRemoved', data: { sku, barcode: '123' } },
      otherwise: [
        { type: 'PackRemoved', data: { sku, barcode: '123' } },
        { type: 'PackAdded', data: { sku, pack: { ...pack, factor: 12 } } },
      ],
    },
    ChangeUnitValue: {
      command: { type: 'ChangeUnitValue', sku, unitValue: 500 },
      before: [product],
      same: { type: 'UnitValueChanged', data: { sku, unitValue: 500 } },
      otherwise: { type: 'UnitValueChanged', data: { sku, unitValue: 700 } },
    },
  },
  { type: 'PackAdded', data: { sku, pack: { barcode: '999', factor: 2, name: 'pair' } } },
)

const site: DomainEvent = {
  type: 'WarehouseRegistered',
  data: {
    warehouse,
    name: 'Main',
    negativeStock: 'refuse',
    reasons: [{ reason: 'found', text: 'Found' }],
  },
}
const bins = (zone: string): DomainEvent => ({
  type: 'BinsRegistered',
  data: { warehouse, bins: [{ bin: 'A-1', zone }] },
})
const policy = (value: 'warn' | 'refuse'): DomainEvent => ({
  type: 'NegativeStockPolicyChanged',
  data: { warehouse, policy: value },
})
const turned = (direction: 'out' | 'either'): DomainEvent => ({
  type: 'ReasonDirectionChanged',
  data: { warehouse, reason: 'found', direction },
})
const warehouseTable = master(
  'warehouse',
  {
    RegisterWarehouse: {
      command: { type: 'RegisterWarehouse', warehouse, name: 'Main' },
      before: [],
      same: site,
      otherwise: { ...site, data: { ...site.data, name: 'North' } },
    },
    RenameWarehouse: {
      command: { type: 'RenameWarehouse', name: 'South' },
      before: [site],
      same: { type: 'WarehouseRenamed', data: { warehouse, name: 'South' } },
      otherwise: { type: 'WarehouseRenamed', data: { warehouse, name: 'North' } },
    },
    RegisterBin: {
      command: { type: 'RegisterBin', bin: 'A-1', zone: 'A' },
      before: [site],
      same: bins('A'),
      otherwise: bins('B'),
    },
    RegisterBins: {
      command: { type: 'RegisterBins', bins: [{ bin: 'A-1', zone: 'A' }, { bin: 'A-2' }] },
      before: [site],
      same: {
        type: 'BinsRegistered',
        data: { warehouse, bins: [{ bin: 'A-1', zone: 'A' }, { bin: 'A-2' }] },
      },
      otherwise: bins('B'),
    },
    ChangeNegativeStockPolicy: {
      command: { type: 'ChangeNegativeStockPolicy', policy: 'warn' },
      before: [site],
      same: policy('warn'),
      otherwise: [policy('warn'), policy('refuse')],
    },
    ChangeIdleLock: {
      command: { type: 'ChangeIdleLock', minutes: 5 },
      before: [site],
      same: { type: 'IdleLockChanged', data: { warehouse, minutes: 5 } },
      otherwise: { type: 'IdleLockChanged', data: { warehouse, minutes: 60 } },
    },
    AddReasonCode: {
      command: { type: 'AddReasonCode', reason: 'theft', text: 'Theft' },
      before: [site],
      same: { type: 'ReasonCodeAdded', data: { warehouse, reason: 'theft', text: 'Theft' } },
      otherwise: { type: 'ReasonCodeAdded', data: { warehouse, reason: 'theft', text: 'Stolen' } },
    },
    RetireReasonCode: {
      command: { type: 'RetireReasonCode', reason: 'found' },
      before: [site],
      same: { type: 'ReasonCodeRetired', data: { warehouse, reason: 'found' } },
    },
    ChangeReasonDirection: {
      command: { type: 'ChangeReasonDirection', reason: 'found', direction: 'either' },
      before: [site],
      same: turned('either'),
      otherwise: turned('out'),
    },
    ChangeCountPolicy: {
      command: { type: 'ChangeCountPolicy', clockTolerance: 5 },
      before: [site],
      same: { type: 'CountPolicyChanged', data: { warehouse, clockTolerance: 5 } },
      otherwise: { type: 'CountPolicyChanged', data: { warehouse, clockTolerance: 9 } },
    },
  },
  {
    type: 'ReasonCodeAdded',
    data: { warehouse, reason: 'sample', text: 'Taken as a sample' },
  },
)

const pin = (salt: string) => ({
  algorithm: 'scrypt' as const,
  cost: 2,
  blockSize: 1,
  parallelization: 1,
  salt,
  hash: 'aa',
})
const person: DomainEvent = {
  type: 'OperatorRegistered',
  data: { operator: 'ben', name: 'Ben', role: 'operator' },
}
const own: DomainEvent = { ...person, data: { ...person.data, operator: 'ana' } }
const pinOf = (operator: string, salt: string): DomainEvent => ({
  type: 'OperatorPinChanged',
  data: { operator, pin: pin(salt) },
})
const gone: DomainEvent = { type: 'OperatorDeactivated', data: { operator: 'ben' } }
const roleOf = (role: 'supervisor' | 'operator'): DomainEvent => ({
  type: 'OperatorRoleChanged',
  data: { operator: 'ben', role },
})
const restored: DomainEvent = { type: 'SupervisorRestored', data: { operator: 'ben' } }
const operatorTable = master(
  'operator',
  {
    RegisterOperator: {
      command: { type: 'RegisterOperator', operator: 'ben', name: 'Ben', role: 'operator' },
      before: [],
      same: person,
      otherwise: { ...person, data: { ...person.data, name: 'Benno' } },
    },
    ChangeRole: {
      command: { type: 'ChangeRole', operator: 'ben', role: 'supervisor' },
      before: [person],
      same: roleOf('supervisor'),
      otherwise: [roleOf('supervisor'), roleOf('operator')],
    },
    ChoosePin: {
      command: { type: 'ChoosePin', operator: 'ana', pin: pin('aa') },
      before: [own],
      same: pinOf('ana', 'aa'),
      otherwise: pinOf('ana', 'bb'),
    },
    ChangePin: {
      command: { type: 'ChangePin', operator: 'ben', pin: pin('aa') },
      before: [person],
      same: pinOf('ben', 'aa'),
      otherwise: pinOf('ben', 'bb'),
    },
    IssuePin: {
      command: { type: 'IssuePin', operator: 'ben', pin: pin('aa') },
      before: [person],
      same: pinOf('ben', 'aa'),
      otherwise: pinOf('ben', 'bb'),
    },
    DeactivateOperator: {
      command: { type: 'DeactivateOperator', operator: 'ben' },
      before: [person],
      same: gone,
    },
    RestoreSupervisor: {
      command: { type: 'RestoreSupervisor', operator: 'ben' },
      before: [person, gone],
      same: restored,
      otherwise: [restored, gone],
    },
  },
  ({ command }) => (command.type === 'ChangeRole' ? pinOf('ben', 'cc') : roleOf('supervisor')),
)

const enrolled = (key: string): DomainEvent => ({
  type: 'TerminalEnrolled',
  data: { terminal: 'T1', warehouse, key },
})
const retired: DomainEvent = { type: 'TerminalRetired', data: { terminal: 'T1' } }
const compared = (offset: number): DomainEvent => ({
  type: 'ClockCompared',
  data: { terminal: 'T1', offset },
})
const accepted = (last: number): DomainEvent => ({
  type: 'IncompleteAccepted',
  data: { terminal: 'T1', stream: gap.stream, last, by: 'ben' },
})
const restoration: Restoration = {
  terminal: 'T1',
  first: 9,
  missing: [{ from: 7, to: 8 }],
  resumed: at('09:00'),
  returned: 2,
}
const began = (first: number): DomainEvent => ({
  type: 'EpochBegan',
  data: { ...restoration, first, epoch: 2 },
})
const terminalTable = master(
  'terminal',
  {
    EnrolTerminal: {
      command: { type: 'EnrolTerminal', terminal: 'T1', warehouse, key: 'aa' },
      before: [],
      same: enrolled('aa'),
      otherwise: enrolled('bb'),
    },
    RetireTerminal: {
      command: { type: 'RetireTerminal', terminal: 'T1' },
      before: [enrolled('aa')],
      same: retired,
    },
    CloseIntention: {
      command: { type: 'CloseIntention', terminal: 'T1', intention: 'i', sequence: 2 },
      before: [enrolled('aa')],
    },
    CompareClock: {
      command: { type: 'CompareClock', terminal: 'T1', offset: 3_600_000 },
      before: [enrolled('aa')],
      same: compared(3_600_000),
      otherwise: compared(0),
    },
    AcceptIncomplete: {
      command: { type: 'AcceptIncomplete', terminal: 'T1', stream: gap.stream },
      before: [enrolled('aa')],
      facts: { incomplete: gap },
      same: accepted(gap.last),
      otherwise: accepted(gap.last - 1),
    },
    AcceptStore: {
      command: {
        type: 'AcceptStore',
        terminal: 'T1',
        by: 'eva',
        kind: 'older',
        site: '00000000-0000-4000-8000-000000000001',
        lacking: 3,
        offered: 2,
      },
      before: [enrolled('aa')],
    },
    BeginEpoch: {
      command: { type: 'BeginEpoch', ...restoration },
      before: [enrolled('aa')],
      same: began(restoration.first),
      otherwise: began(12),
    },
  },
  compared(60_000),
)

// --- counts

const inCount = { warehouse, count: 'C1' }
const entry = { by: 'ben', terminal: 'T2', sequence: 3, at: at('09:30'), live: true, late: false }
const opened: DomainEvent = {
  type: 'CountOpened',
  data: { ...inCount, bins: ['A-1', 'A-2'], skus: [], blind: false, by: 'ben' },
}
const line = (id: string, by: string, quantity: number): DomainEvent => ({
  type: 'CountRecorded',
  data: {
    ...inCount,
    ...entry,
    line: id,
    by,
    bin: 'A-1',
    sku,
    quantity,
    expected: 10,
    known: 0,
    round: 0,
  },
})
const submitted: DomainEvent = { type: 'CountSubmitted', data: { ...inCount, by: 'ben' } }
const asked: DomainEvent = {
  type: 'RecountRequested',
  data: { ...inCount, lines: [{ bin: 'A-1', sku }], by: 'ben' },
}
const { count: _, ...observed } = looked('09:30', '09:30', `first:${sku}`)
const approved: readonly DomainEvent[] = [
  {
    type: 'CountLinesApproved',
    data: { ...inCount, lines: [{ sku, observation: observed, book: 10 }], by: 'ben' },
  },
  { type: 'CountApproved', data: { ...inCount, by: 'ben' } },
]
const cancelled: DomainEvent = {
  type: 'CountCancelled',
  data: { ...inCount, reason: 'wrong zone', by: 'ben' },
}
const theirs = { ...observed, line: `second:${sku}`, counted: 8 }
const decidedOtherwise: readonly DomainEvent[] = [
  { type: 'CountLineAccepted', data: { ...inCount, line: theirs.line, counted: 8, by: 'ben' } },
  {
    type: 'CountLinesApproved',
    data: { ...inCount, lines: [{ sku, observation: theirs, book: 10 }], by: 'ben' },
  },
]
const open = [opened, line('first', 'eva', 10)]
const handedIn = [...open, submitted]
const inOpen = (command: DomainCommand): Row => ({ command, before: open })
const inReview = (command: DomainCommand): Row => ({ command, before: handedIn })
const once = (row: Row, events: readonly DomainEvent[]) =>
  when(...events.filter((event) => !row.before.includes(event)))
const countTable: Table = {
  aggregate: 'count',
  rows: {
    OpenCount: { command: { type: 'OpenCount', count: 'C1', bins: ['A-1', 'A-2'] }, before: [] },
    RecordCount: inOpen({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku, quantity: 9 }),
    ScanCount: inOpen({
      type: 'ScanCount',
      count: 'C1',
      bin: 'A-1',
      sku,
      quantity: 6,
      tally: 'visit',
    }),
    UndoCount: inOpen({ type: 'UndoCount', count: 'C1', line: 'first' }),
    ConfirmEmptyBin: inOpen({ type: 'ConfirmEmptyBin', count: 'C1', bin: 'A-1' }),
    ReportFound: inOpen({
      type: 'ReportFound',
      count: 'C1',
      bin: 'A-1',
      barcode: '999',
      quantity: 1,
    }),
    SubmitCount: inOpen({ type: 'SubmitCount', count: 'C1' }),
    RequestRecount: inReview({ type: 'RequestRecount', count: 'C1', lines: [{ bin: 'A-1', sku }] }),
    AcceptCountLine: inReview({ type: 'AcceptCountLine', count: 'C1', line: `first:${sku}` }),
    ApproveCount: inReview({ type: 'ApproveCount', count: 'C1' }),
    PostCount: {
      command: { type: 'PostCount', count: 'C1' },
      before: [...handedIn, ...approved],
    },
    CancelCount: inReview({ type: 'CancelCount', count: 'C1', reason: 'wrong zone' }),
  },
  changes: {
    'events are missing': { since: [], lost: true },
    'opened alike': (row) => once(row, [opened]),
    'same place counted': (row) => once(row, [opened, line('second', 'eva', 8)]),
    'counted alike': (row) => once(row, [opened, line('second', 'ben', 10)]),
    'handed in': (row) => once(row, [opened, submitted]),
    'recount asked for': (row) => once(row, [...handedIn, asked]),
    approved: (row) => once(row, [...handedIn, ...approved]),
    'decided otherwise': (row) =>
      once(row, [opened, line('second', 'ben', 8), ...decidedOtherwise]),
    cancelled: (row) => once(row, [opened, cancelled]),
  },
}

// --- conflicts

const raised: Extract<DomainEvent, { type: 'ConflictRaised' }> = {
  type: 'ConflictRaised',
  data: {
    conflict: 'K1',
    warehouse,
    stream: 'stock-WH1.SKU-1',
    intention: {
      intention: '00000000-0000-4000-8000-000000000005',
      command: { type: 'PickStock', sku, bin: 'A-1', quantity: 3 },
      operator: 'ana',
      terminal: 'T2',
      occurredAt: at('09:00'),
      sequence: 2,
    },
    reason: 'no-longer-possible',
    facts: {},
    decidedOn: 0,
    head: 1,
    choices: [
      { choice: 'record-as-happened', leaves: {} },
      { choice: 'leave-undone', leaves: {} },
    ],
  },
}
const resolved: DomainEvent = {
  type: 'ConflictResolved',
  data: { conflict: 'K1', choice: 'leave-undone', by: 'ben' },
}
const settledAndDone: DomainEvent = {
  type: 'ConflictClosed',
  data: { conflict: 'K1', result: 'left-undone' },
}
const again = { reason: 'no-longer-possible', facts: {}, head: 2 } as const
const reopened: DomainEvent = {
  type: 'ConflictReopened',
  data: { conflict: 'K1', ...again, choices: raised.data.choices },
}
const conflictTable: Table = {
  aggregate: 'conflict',
  rows: {
    RaiseConflict: { command: { type: 'RaiseConflict', ...raised.data }, before: [] },
    ResolveConflict: {
      command: { type: 'ResolveConflict', conflict: 'K1', choice: 'record-as-happened' },
      before: [raised],
    },
    CloseConflict: {
      command: { type: 'CloseConflict', conflict: 'K1', result: 'left-undone' },
      before: [raised, resolved],
    },
    ReopenConflict: {
      command: { type: 'ReopenConflict', conflict: 'K1', ...again, choices: [] },
      before: [raised, resolved],
    },
  },
  changes: {
    'events are missing': { since: [], lost: true },
    'settled by another': (row) => once(row, [raised, resolved]),
    'settled and closed': (row) => once(row, [raised, resolved, settledAndDone]),
    'opened again': (row) => once(row, [raised, resolved, reopened]),
  },
}

/** Every command against every kind of change of its stream, by aggregate. */
export const tables: Readonly<Record<string, Table>> = {
  Stock: stockTable,
  Counts: countTable,
  Products: productTable,
  Warehouses: warehouseTable,
  Operators: operatorTable,
  Terminals: terminalTable,
  Conflicts: conflictTable,
}
