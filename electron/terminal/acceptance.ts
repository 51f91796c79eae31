import type { AcceptedStore, HaltedStore } from '#shared/contract/api/index.ts'
import type { Role } from '#shared/domain/index.ts'
import { refusal } from '#shared/words/index.ts'
import type { Identity } from './commands/index.ts'
import type { AcceptAnswer, AcceptRequest } from './sync/index.ts'

/** Who accepts which store, as it was shown. */
export type AcceptanceAsked = Pick<HaltedStore, 'kind' | 'site' | 'events'> & {
  readonly by: string | undefined
  readonly via?: string | undefined
  /** The warehouse's code, where it was typed. */
  readonly warehouse?: string | undefined
}

type Needs = {
  readonly identity: Identity | undefined
  readonly operator: (id: string) => { readonly role: Role; readonly active: boolean } | undefined
  readonly accept: (asked: AcceptRequest) => Promise<AcceptAnswer>
}

/** Only a supervisor may, and a store that is none of ours only for whoever says for which warehouse. */
export async function requestAcceptance(
  { by, via, kind, site, events, warehouse }: AcceptanceAsked,
  { identity, operator, accept }: Needs,
): Promise<AcceptedStore> {
  const person = by === undefined ? undefined : operator(by)
  if (by === undefined || person?.active !== true || person.role !== 'supervisor')
    return refusal('not-permitted', { needs: 'supervisor' })
  if (kind !== 'older' && warehouse !== identity?.warehouse)
    return refusal('warehouse-not-named', { warehouse: identity?.warehouse ?? '' })
  return accept({ by, via, kind, site, lacking: events })
}
