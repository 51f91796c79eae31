import { type Problem, problemOf } from '#shared/contract/problem.ts'
import { type CentralStore, inLogOrder } from '../central/port.ts'
import type { Anchor, Checkpoint } from '../store/index.ts'

export type Recognition =
  | { readonly store: 'known' }
  | { readonly store: 'other'; readonly reason: Problem }
  | { readonly store: 'unreachable'; readonly why: Problem }

const known: Recognition = { store: 'known' }
const other: Recognition = {
  store: 'other',
  reason: problemOf(
    'store-other',
    'The central store is not the one that this terminal knows: it was replaced, or restored from an older backup.',
  ),
}

/**
 * Does an event stand where it was read? `gone`: nothing stands there any more, as after a scavenge; `another`: what
 * stands there is not it, or nothing can have stood there.
 */
type Found = 'there' | 'gone' | 'another'

async function look(central: CentralStore, { id, position }: Anchor): Promise<Found | Recognition> {
  const answer = await central.eventAt(position)
  switch (answer.result) {
    case 'unreachable':
      return { store: 'unreachable', why: answer.why }
    case 'refused':
      return answer.why.code === 'no-right-to-log'
        ? { store: 'unreachable', why: answer.why }
        : 'another'
    case 'read':
      if (answer.value?.id === id) return 'there'
      return answer.value?.position === position ? 'another' : 'gone'
    default:
      return answer satisfies never
  }
}

/** Ends the log before what was read of it? Then it is an older one, whatever stands in it. */
async function isShorter(central: CentralStore, last: Anchor): Promise<boolean | Recognition> {
  const end = await central.endOfLog()
  if (end.result !== 'read') return { store: 'unreachable', why: end.why }
  return end.value === undefined || inLogOrder(end.value, last.position) < 0
}

/**
 * Is this the store that the terminal has worked with? It is when the last event that was read still stands where it
 * was read. Where it is gone, because somebody deleted and scavenged, the ones before it tell: some of them have to be
 * there, none may be another, and the log may not end before the last. Asked at each connect, before anything is pushed
 * or pulled; the anchors only if they are needed.
 */
export async function recognise(
  central: CentralStore,
  checkpoint: Checkpoint | undefined,
  anchors: () => readonly Anchor[],
): Promise<Recognition> {
  const last = checkpoint?.event
  if (last === undefined) return known
  const found = await look(central, last)
  if (typeof found !== 'string') return found
  if (found !== 'gone') return found === 'there' ? known : other
  const shorter = await isShorter(central, last)
  if (typeof shorter !== 'boolean') return shorter
  if (shorter) return other
  let isThere = false
  for (const anchor of anchors()) {
    const answer = await look(central, anchor)
    if (typeof answer !== 'string') return answer
    if (answer === 'another') return other
    isThere ||= answer === 'there'
  }
  return isThere ? known : other
}
