/** Facts that a message to a person needs: what was asked, what stands in the way. Plain data, ready for JSON. */
export type RefusalFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** Why a command cannot be carried out. Each code is a stable name that other programs may rely on. */
export type RefusalCode =
  | 'already-approved'
  | 'already-posted'
  | 'already-registered'
  | 'barcode-taken'
  | 'bin-not-empty'
  | 'bin-unknown'
  | 'id-taken'
  | 'count-again'
  | 'counted-blind'
  | 'decided-otherwise'
  | 'figure-changed'
  | 'insufficient-stock'
  | 'invalid-command'
  | 'invalid-state'
  | 'last-supervisor'
  | 'later-look-approved'
  | 'limit-exceeded'
  | 'movement-during-count'
  | 'not-found'
  | 'not-in-count'
  | 'not-permitted'
  | 'nothing-missing'
  | 'nothing-to-approve'
  | 'nothing-to-post'
  | 'operator-inactive'
  | 'operator-unknown'
  | 'own-count'
  | 'pin-already-chosen'
  | 'pin-expired'
  | 'pin-not-issued'
  | 'pin-same'
  | 'pin-too-short'
  | 'pin-unusable'
  | 'product-unknown'
  | 'reason-direction'
  | 'reason-unknown'
  | 'same-bin'
  | 'same-counter'
  | 'serial-counted'
  | 'stream-ended'
  | 'stream-incomplete'
  | 'too-large'
  | 'warehouse-unknown'

export type Refused = {
  readonly outcome: 'refused'
  readonly code: RefusalCode
  readonly facts: RefusalFacts
}

/** Something worth saying to the operator although the command was carried out. */
export type Warning = { readonly code: 'stock-negative'; readonly facts: RefusalFacts }

export type Accepted<E> = {
  readonly outcome: 'accepted'
  readonly events: readonly E[]
  readonly warnings: readonly Warning[]
}

/** What an aggregate answers a command with. A refusal is a value, never an exception. */
export type Decision<E> = Accepted<E> | Refused

export type ConflictReason =
  /** The command would be refused on the newer state; `facts.code` says why. */
  | 'no-longer-possible'
  /** Somebody else changed the same field of master data meanwhile. */
  | 'same-field-changed'
  /** Another terminal has recorded something under the same id: the same thing, or another? */
  | 'recorded-elsewhere'
  /** Another installation uses the same terminal id. */
  | 'terminal-id-taken'
  /** A movement that was not known when the bin was counted overlaps the count. */
  | 'movement-during-count'
  /** The count was cancelled while somebody still counted. */
  | 'count-closed'
  /** One piece was counted in two bins. */
  | 'serial-elsewhere'
  /** Somebody settled the same thing first. */
  | 'already-settled'

export type Conflicted = {
  readonly outcome: 'conflict'
  readonly reason: ConflictReason
  readonly facts: RefusalFacts
}

/** The newer state already says what the command wanted: nothing is left to record. */
export type Satisfied = { readonly outcome: 'satisfied' }

/** What deciding a pending intention again on newer confirmed state comes to. */
export type Rebased<E> = Accepted<E> | Satisfied | Conflicted

export const accept = <E>(
  events: readonly E[],
  warnings: readonly Warning[] = [],
): Accepted<E> => ({
  outcome: 'accepted',
  events,
  warnings,
})

export const refuse = (code: RefusalCode, facts: RefusalFacts = {}): Refused => ({
  outcome: 'refused',
  code,
  facts,
})

export const conflict = (reason: ConflictReason, facts: RefusalFacts = {}): Conflicted => ({
  outcome: 'conflict',
  reason,
  facts,
})

export const satisfied: Satisfied = { outcome: 'satisfied' }

/** The rebase of a command for which deciding again is all that there is: a refusal becomes a conflict. */
export const orConflict = <E>(decision: Decision<E>): Accepted<E> | Conflicted =>
  decision.outcome === 'refused'
    ? conflict('no-longer-possible', { ...decision.facts, code: decision.code })
    : decision

/** Marks a switch as exhaustive: a new case that is not handled is a type error. */
export const unreachable = (value: never): never => {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
