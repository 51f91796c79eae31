import type { ScanResult } from '#shared/contract/api/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import type { QuantityKey } from '../../ui/quantity/quantityEntry.ts'
import { notLookedUp, unanswered, type Message } from './messages.ts'
import {
  ask,
  cued,
  say,
  send,
  stay,
  type About,
  type Held,
  type Match,
  type Product,
  type Sending,
  type Working,
  type WorkEvent,
} from './working.ts'

/**
 * What is a screen's own. All else is the same wherever scans are taken: one is handled at a time, several products of
 * a barcode are chosen from, nothing in hand gives way unasked, an unlikely number is asked about, and a command
 * without an answer is sent again.
 */
export type Ways<State, Own extends { type: string }, Fresh> = {
  /** The product in hand. */
  product: (state: State) => Product | undefined
  /** Something in hand is not recorded. */
  isOpen: (state: State) => boolean
  /** That bin would take the place of nothing in hand. */
  fits: (state: State, bin: string) => boolean
  /** What the own events do to what is in hand. */
  own: Readonly<Record<Own['type'], 'keeps' | 'drops'>>
  takeBin: (state: State, bin: string) => State
  /** A product that was scanned; it says how that went, with a sound. */
  takeMatch: (state: State, match: Match, fresh: Fresh) => State
  /** A product that was chosen by hand. */
  takeProduct: (state: State, product: Product) => State
  /** A code that nobody knows. */
  takeUnknown: (state: State, code: string) => State
  takeKey: (state: State, key: QuantityKey) => State
  /** Sends what is in hand, or says what is missing. */
  record: (
    state: State,
    fresh: Fresh & { id: string },
    held?: Held<Own | WorkEvent<Fresh>>,
  ) => State
  /** Drops what is in hand. */
  drop: (state: State) => State
  /** Says what was saved, and has the hands free for the next. */
  saved: (
    state: State,
    sending: Sending<Own | WorkEvent<Fresh>>,
    outcome: Outcome & { outcome: 'accepted' },
  ) => State
  /** What a refusal says. */
  refusal: (outcome: Outcome & { outcome: 'refused' }) => Message
  /** What an own event makes of the state. */
  step: (state: State, event: Own) => State
}

/** What a product's barcode may stand for; only the product in hand where it is among them. */
const matchesOf = (
  { matches }: Extract<ScanResult, { kind: 'product' }>,
  inHand: Product | undefined,
): readonly Match[] => {
  const all = matches.map(({ product, pack }) => ({ product, factor: pack?.factor ?? 1 }))
  const its = all.filter(({ product }) => product.sku === inHand?.sku)
  return its.length > 0 ? its : all
}

/** What an event would bring in: the code of a product or of a bin. */
const broughtBy = (event: WorkEvent, inHand: Product | undefined): About | undefined => {
  switch (event.type) {
    case 'resolved': {
      const { result } = event
      if (result.kind === 'unknown') return undefined
      if (result.kind === 'bin') return { kind: 'bin', code: result.bin }
      const [match, another] = matchesOf(result, inHand)
      return match && another === undefined
        ? { kind: 'product', code: match.product.sku }
        : undefined
    }
    case 'matchChosen':
      return { kind: 'product', code: event.match.product.sku }
    case 'productChosen':
      return { kind: 'product', code: event.product.sku }
    case 'binChosen':
      return { kind: 'bin', code: event.bin }
    default:
      return undefined
  }
}

/** A refusal says too that what had come meanwhile was not taken. */
const withHeld = (message: Message, code: string | undefined): Message =>
  code === undefined
    ? message
    : { ...message, kept: `${message.kept ?? ''} ${code} was not taken.`.trim() }

/** The machine that every screen runs on that takes scans: what an event makes of its state. Pure. */
export const workMachine = <
  State extends Working<Own | WorkEvent<Fresh>>,
  Own extends { type: string },
  Fresh,
>(
  ways: Ways<State, Own, Fresh>,
) => {
  type Event = Own | WorkEvent<Fresh>
  type Asked = Held<Event>

  const isOwn = (event: Event): event is Own => Object.hasOwn(ways.own, event.type)

  const takeResult = (state: State, result: ScanResult, fresh: Fresh): State => {
    switch (result.kind) {
      case 'bin':
        return cued(ways.takeBin(state, result.bin), 'good')
      case 'unknown':
        return ways.takeUnknown(state, result.code)
      case 'product': {
        const [match, ...others] = matchesOf(result, ways.product(state))
        if (match === undefined) return { ...state, stage: { kind: 'ready' } }
        return others.length === 0
          ? ways.takeMatch(state, match, fresh)
          : { ...state, stage: { kind: 'choosing', matches: [match, ...others] } }
      }
      default:
        return result satisfies never
    }
  }

  /** What an event would put in the place of what is in hand, unasked; undefined where nothing of that is lost. */
  const replacedBy = (state: State, event: Event): About | undefined => {
    if (!ways.isOpen(state)) return undefined
    if (isOwn(event))
      return ways.own[event.type as Own['type']] === 'drops' ? { kind: event.type } : undefined
    const product = ways.product(state)
    const brought = broughtBy(event, product)
    if (brought?.code === undefined) return undefined
    const isInHand =
      brought.kind === 'bin' ? ways.fits(state, brought.code) : brought.code === product?.sku
    return isInHand ? undefined : brought
  }

  /** Takes what came while something else was in hand. */
  const goOn = (state: State, { event, before }: Asked): State =>
    step({ ...state, stage: before, message: undefined }, event)

  const takeOutcome = (state: State, sending: Sending<Event>, outcome: Outcome): State => {
    const { held } = sending
    if (outcome.outcome === 'refused')
      return say(state, withHeld(ways.refusal(outcome), held?.about.code))
    const done = ways.saved(state, sending, outcome)
    if (held === undefined) return done
    // What was saved is said; what came meanwhile shows in the work itself.
    const next = goOn(done, held)
    return next.message === undefined ? { ...next, message: done.message, cue: done.cue } : next
  }

  /** Nothing changes a command that is on its way. */
  const stepSending = (
    state: State,
    { id, command, held }: Sending<Event>,
    event: WorkEvent<Fresh>,
  ): State => {
    switch (event.type) {
      case 'answered':
        return takeOutcome(state, { id, command, held }, event.outcome)
      case 'triedAgain':
        return { ...state, stage: { kind: 'saving', id, command, held } }
      case 'notAnswered': {
        const { failure } = event
        const message: Message =
          failure === undefined ? unanswered : { tone: 'refused', ...failure, ways: ['retry'] }
        // Said once: what is tried again every few seconds must not beep every few seconds.
        const said = state.message?.happened === message.happened ? state : say(state, message)
        const failed = failure !== undefined
        return { ...said, stage: { kind: 'unanswered', id, command, held, failed } }
      }
      default:
        return state
    }
  }

  const stepDoubting = (state: State, sending: Sending<Event>, event: Event): State => {
    if (event.type === 'meant') return send(state, sending)
    return event.type === 'left' ? stay(state) : state
  }

  const stepAsking = (state: State, held: Asked, event: WorkEvent<Fresh>): State => {
    const { about } = held
    switch (event.type) {
      case 'recordedFirst':
        return ways.record(state, event, held)
      case 'dropped': {
        const dropped = ways.drop(state)
        return about.kind === 'startedOver'
          ? { ...dropped, scanned: undefined }
          : goOn(dropped, held)
      }
      case 'binChanged':
        return about.kind === 'bin' && about.code !== undefined
          ? cued(ways.takeBin(state, about.code), 'good')
          : state
      case 'left':
        return stay(state)
      default:
        return state
    }
  }

  const stepOpen = (state: State, event: WorkEvent<Fresh>): State => {
    const { kind } = state.stage
    switch (event.type) {
      case 'scanned':
        return kind === 'ready'
          ? {
              ...state,
              stage: { kind: 'resolving', scan: event.scan },
              scanned: { ...event.scan, outcome: undefined },
            }
          : state
      case 'resolved':
        return kind === 'resolving' ? takeResult(state, event.result, event) : state
      case 'notResolved':
        return kind === 'resolving' ? say(state, notLookedUp) : state
      case 'matchChosen':
        return kind === 'choosing' ? ways.takeMatch(state, event.match, event) : state
      // A scan that is looked up was there before.
      case 'productChosen':
        return kind === 'ready' ? ways.takeProduct(state, event.product) : state
      case 'binChosen':
        return kind === 'ready' ? ways.takeBin(state, event.bin) : state
      case 'typed':
        return ways.takeKey(state, event.key)
      case 'confirmed':
        return kind === 'ready' ? ways.record(state, event) : state
      case 'left':
        return {
          ...state,
          stage: { kind: 'ready' },
          scanned: kind === 'choosing' ? undefined : state.scanned,
        }
      default:
        return state
    }
  }

  const step = (state: State, event: Event): State => {
    const { stage } = state
    switch (stage.kind) {
      case 'saving':
      case 'unanswered':
        return isOwn(event) ? state : stepSending(state, stage, event)
      case 'doubting':
        return stepDoubting(state, stage.sending, event)
      case 'asking':
        return isOwn(event) ? state : stepAsking(state, stage.held, event)
      default: {
        const about = replacedBy(state, event)
        if (about !== undefined) return ask(state, { event, before: stage, about })
        return isOwn(event) ? ways.step(state, event) : stepOpen(state, event)
      }
    }
  }
  return step
}
