import type { Problem } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'
import { type CentralStore, inLogOrder } from '../../central/index.ts'
import { type Identity, type Ledger, readSite, type Timing } from '../../commands/index.ts'
import type { Anchor, Halted } from '../../store/index.ts'
import { firstEvent } from './site.ts'
import { namedOtherwise } from './stranger.ts'

/** Events by which a store is known again, besides the last one that was read. */
const ANCHORS = 16

export type Halt = Pick<Halted, 'kind' | 'site' | 'names'>

export type Recognition =
  /** `site`: which one it is of, where that was asked. */
  | { readonly store: 'known'; readonly site?: string | undefined }
  | { readonly store: 'other'; readonly halt: Halt }
  | { readonly store: 'unreachable'; readonly why: Problem }

/**
 * Does an event stand where it was read? `gone`: nothing stands there any more, as after a scavenge; `another`: what
 * stands there is not it, or was recorded there at another time, or nothing can have stood there.
 */
type Found = 'there' | 'gone' | 'another'

export async function look(
  central: CentralStore,
  { id, position, recordedAt }: Anchor,
): Promise<Found | Extract<Recognition, { store: 'unreachable' }>> {
  const answer = await central.eventAt(position)
  switch (answer.result) {
    case 'unreachable':
      return { store: 'unreachable', why: answer.why }
    case 'refused':
      return answer.why.code === 'no-right-to-log'
        ? { store: 'unreachable', why: answer.why }
        : 'another'
    case 'read':
      if (
        answer.value?.id === id &&
        answer.value.recordedAt === (recordedAt ?? answer.value.recordedAt)
      )
        return 'there'
      return answer.value?.position === position ? 'another' : 'gone'
    default:
      return answer satisfies never
  }
}

/** Ends the log before what was read of it? Then it is an older one, whatever stands in it. */
async function isShorter(
  central: CentralStore,
  last: Anchor,
): Promise<boolean | Extract<Recognition, { store: 'unreachable' }>> {
  const end = await central.endOfLog()
  if (end.result !== 'read') return { store: 'unreachable', why: end.why }
  return end.value === undefined || inLogOrder(end.value, last.position) < 0
}

/**
 * Some of what was read has to be there, and none may be another. `isOlder`: it is the same up to some of them, and
 * another after that.
 */
async function askAnchors(central: CentralStore, anchors: readonly Anchor[]) {
  let isThere = false
  let contradicts = false
  let isOlder = false
  for (const anchor of anchors) {
    const found = await look(central, anchor)
    if (typeof found !== 'string') return found
    contradicts ||= found === 'another'
    isThere ||= found === 'there'
    if (found === 'there') isOlder = !contradicts
  }
  return { isThere, contradicts, isOlder }
}

/**
 * Is this the store that the terminal has worked with? It is when the last event that was read still stands where it
 * was read. Where it is gone, because somebody deleted and scavenged, the ones before it tell: some of them have to be
 * there, none may be another, and the log may not end before the last. What it is instead is told by its first event,
 * and where that was scavenged, by any other that is known. Asked at each connect, before anything is pushed or pulled;
 * most of it only if it is needed.
 */
export async function recognise(
  central: CentralStore,
  ledger: Ledger,
  identity: Identity,
  timing: Timing,
): Promise<Recognition> {
  const { store } = ledger
  const site = readSite(store.meta)
  const last = store.checkpoints.read()?.event
  if (last === undefined) return meet(central, ledger, identity, timing)
  const recordedAt = store.events.lastRecordedAt(last.id)
  const found = await look(central, { ...last, recordedAt })
  if (typeof found !== 'string') return found
  if (found === 'there') return site === undefined ? nameSite(central, timing) : { store: 'known' }
  const shorter = await isShorter(central, last)
  if (typeof shorter !== 'boolean') return shorter
  const known = await askAnchors(central, store.events.anchors(ANCHORS))
  if ('store' in known) return known
  const { isThere, contradicts, isOlder } = known
  if (found === 'gone' && isThere && !contradicts && !shorter) return { store: 'known' }
  const first = await firstEvent(central, timing)
  if (first.result !== 'read') return { store: 'unreachable', why: first.why }
  if (first.value === undefined) return { store: 'other', halt: { kind: 'empty' } }
  const isOurs = first.value === site || isOlder
  return { store: 'other', halt: { kind: isOurs ? 'older' : 'other', site: first.value } }
}

async function nameSite(central: CentralStore, timing: Timing): Promise<Recognition> {
  const first = await firstEvent(central, timing)
  return first.result === 'read'
    ? { store: 'known', site: first.value }
    : { store: 'unreachable', why: first.why }
}

/** A store of which nothing was read yet. */
async function meet(
  central: CentralStore,
  ledger: Ledger,
  identity: Identity,
  timing: Timing,
): Promise<Recognition> {
  const site = readSite(ledger.store.meta)
  const first = await firstEvent(central, timing)
  if (first.result !== 'read') return { store: 'unreachable', why: first.why }
  const found = first.value
  if (site !== undefined && found !== site)
    return {
      store: 'other',
      halt: found === undefined ? { kind: 'empty' } : { kind: 'other', site: found },
    }
  // A supervisor has seen the names, and has accepted the store.
  if (ledger.store.reading.isAnew()) return { store: 'known', site: found }
  const named = await namedOtherwise(central, ledger, identity)
  if (named.result !== 'read') return { store: 'unreachable', why: named.why }
  return named.value === undefined
    ? { store: 'known', site: found }
    : { store: 'other', halt: { kind: 'other', site: found, names: named.value } }
}

/** The same as a problem of the exchange. */
export function problemOfHalt(
  { kind, names }: Pick<Halted, 'kind' | 'names'>,
  { warehouse }: Identity,
): Problem {
  if (names !== undefined) return problemOf('store-other', { warehouse, ...names })
  return kind === 'older'
    ? problemOf('store-older')
    : problemOf('store-other', { empty: kind === 'empty' })
}
