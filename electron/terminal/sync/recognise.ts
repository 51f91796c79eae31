import { type Problem, problemOf } from '#shared/contract/problem.ts'
import type { CentralStore } from '../central/index.ts'
import type { Checkpoint } from '../store/index.ts'

export type Recognition =
  | { readonly store: 'known' }
  | { readonly store: 'other'; readonly reason: Problem }
  | { readonly store: 'unreachable'; readonly why: Problem }

const OTHER = problemOf(
  'store-other',
  'The central store is not the one that this terminal knows: it was replaced, or restored from an older backup.',
)

/**
 * Is this the store that the terminal has worked with? It is when the last event that was read still stands where it
 * was read. Asked at each connect, before anything is pushed or pulled.
 */
export async function recognise(
  central: CentralStore,
  checkpoint: Checkpoint | undefined,
): Promise<Recognition> {
  if (checkpoint?.event === undefined) return { store: 'known' }
  const answer = await central.eventAt(checkpoint.event.position)
  switch (answer.result) {
    case 'unreachable':
      return { store: 'unreachable', why: answer.why }
    case 'refused':
      return answer.why.code === 'no-right-to-log'
        ? { store: 'unreachable', why: answer.why }
        : { store: 'other', reason: OTHER }
    case 'read':
      return answer.value?.id === checkpoint.event.id
        ? { store: 'known' }
        : { store: 'other', reason: OTHER }
    default:
      return answer satisfies never
  }
}
