import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import type { TerminalRefusalCode } from '#shared/contract/refusals.ts'
import type { StoreKind } from '#shared/domain/terminal/index.ts'
import { refusal } from '#shared/words/index.ts'
import type { CentralStore } from '../../central/index.ts'
import { type Identity, type Ledger, readSite, type Timing } from '../../commands/index.ts'
import type { Halted } from '../../store/index.ts'
import { type Acceptance, acceptStore } from './acceptStore.ts'
import { brokenBy } from '../exchange/brokenBy.ts'
import type { ConnectionEnd } from '../exchange/catchUp.ts'
import { type PushMemory, startAnew } from '../exchange/push.ts'
import { type Halt, problemOfHalt, type Recognition } from './recognise.ts'
import { survey } from './survey.ts'

/** What a supervisor was shown of the store that they accept: it must not be worse by then. */
export type AcceptRequest = {
  readonly by: string
  /** How it was asked for, where that was no screen. */
  readonly via?: string | undefined
  readonly kind: StoreKind
  readonly site: string | null
  readonly lacking: number
}

export type AcceptAnswer =
  | ({ readonly outcome: 'accepted' } & Acceptance)
  | {
      readonly outcome: 'refused'
      readonly code: ProblemCode | TerminalRefusalCode
      readonly facts: Problem['facts']
      readonly message: string
    }

/** A request under way. */
export type AcceptOrder = {
  readonly asked: AcceptRequest
  readonly answer: (answer: AcceptAnswer) => void
}

export type HaltOptions = {
  readonly ledger: Ledger
  readonly identity: Identity
  readonly central: CentralStore
  readonly prefixes: readonly string[] | undefined
  readonly memory: PushMemory
  readonly timing: Timing
  /** What a supervisor has asked for, once. */
  readonly takeOrder: () => AcceptOrder | undefined
}

/** What keeps the exchange from going on keeps a store from being accepted. */
export const refusedFor = (problem: Problem) => ({ outcome: 'refused' as const, ...problem })

/** Is it still what was shown, or better? */
const isAsShown = ({ kind, site }: Halted, lacking: number, shown: AcceptRequest): boolean =>
  shown.kind === kind && shown.site === (site ?? null) && lacking <= shown.lacking

/**
 * The store is not the one that was worked with: looks at it, and accepts it if a supervisor has said so. Undefined
 * when nothing is wrong with it after all.
 */
export async function halt(
  recognised: Exclude<Recognition, { store: 'unreachable' }>,
  options: HaltOptions,
): Promise<ConnectionEnd | undefined> {
  const { ledger, identity, central, prefixes, memory, timing } = options
  const found = haltOf(recognised, options)
  if (found === undefined) return undefined
  const halted = await survey(central, ledger, prefixes, found, timing)
  const reason =
    recognised.store === 'known' && memory.contradiction
      ? memory.contradiction.reason
      : problemOfHalt(found, identity)
  if ('problem' in halted) {
    options.takeOrder()?.answer({ ...refusedFor(halted.problem), code: 'unreachable' })
    return { end: 'parked', reason }
  }
  const { cut, lacking } = ledger.store.halted.count()
  const { contradiction } = memory
  if (recognised.store === 'known' && cut === 0) {
    memory.contradiction =
      contradiction?.looked === false ? { ...contradiction, looked: true } : undefined
    return memory.contradiction && { end: 'parked', reason: memory.contradiction.reason }
  }
  if (contradiction) memory.contradiction = { ...contradiction, looked: true }
  const order = options.takeOrder()
  if (order === undefined) return { end: 'parked', reason }
  if (!isAsShown(halted, lacking, order.asked)) {
    order.answer(refusal('store-changed'))
    return { end: 'parked', reason }
  }
  const accepted = carryOut(order, () => acceptStore(ledger, identity, halted, order.asked))
  // What was sent before was sent to another store.
  startAnew(memory)
  order.answer({ outcome: 'accepted', ...accepted })
  return { end: 'accepted' }
}

/** Whoever asked for it is answered, also where the disk fails. */
function carryOut(order: AcceptOrder, work: () => Acceptance): Acceptance {
  try {
    return work()
  } catch (error) {
    order.answer(refusedFor(brokenBy(error)))
    throw error
  }
}

function haltOf(
  recognised: Exclude<Recognition, { store: 'unreachable' }>,
  { ledger, memory }: HaltOptions,
): Halt | undefined {
  if (recognised.store === 'other') return recognised.halt
  return memory.contradiction && { kind: 'older', site: readSite(ledger.store.meta) }
}
