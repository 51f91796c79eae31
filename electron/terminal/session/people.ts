import type { SignInResult } from '#shared/contract/api/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import { fewestDigits } from '#shared/contract/codes.ts'
import { refusal } from '#shared/words/index.ts'
import type { ExecuteRequest } from '../commands/index.ts'
import type { PinHash } from '#shared/domain/operator/index.ts'
import type { OperatorRecord } from '../queries/index.ts'
import type { Attempts } from './attempts.ts'
import { hashPin, isUsable, verifyPin } from './pin.ts'

export type PeopleSurroundings = {
  readonly operator: (id: string) => OperatorRecord | undefined
  /** No supervisor has a PIN, so that nobody could issue one. */
  readonly isFirst: () => boolean
  readonly attempts: Attempts
  readonly execute: (request: ExecuteRequest) => Outcome
  /** ISO 8601. */
  readonly now: () => string
  /** What the clock is known to be off by, in milliseconds, ahead is above zero. */
  readonly clockOff: () => number | undefined
}

export type People = ReturnType<typeof createPeople>

type NotIn = Exclude<SignInResult, { outcome: 'signed-in' }>
/** `person` is as they were when the PIN was found to fit. */
type Checked = { readonly outcome: 'fits'; readonly person: OperatorRecord } | NotIn

/** Who may sign in at this terminal, and with which PIN. Wrong PINs count for a person, whichever screen they come from. */
export function createPeople(surroundings: PeopleSurroundings) {
  const { operator: find, isFirst, attempts, execute, now, clockOff } = surroundings
  /** Who may try, or why not. */
  function active(operator: string): OperatorRecord | Extract<NotIn, { outcome: 'refused' }> {
    const person = find(operator)
    if (person === undefined) return refusal('operator-unknown', { operator })
    return person.status === 'active' ? person : refusal('operator-inactive', { operator })
  }

  const locked = (milliseconds: number): NotIn => ({
    outcome: 'locked',
    until: new Date(Date.parse(now()) + milliseconds).toISOString(),
  })

  /** A PIN that was issued is good until its time, by this terminal's clock, put right as far as is known. */
  const isOver = ({ expiresAt }: OperatorRecord): boolean =>
    expiresAt !== undefined && Date.parse(now()) - (clockOff() ?? 0) > Date.parse(expiresAt)

  return {
    find,
    active,
    async check(operator: string, pin: string): Promise<Checked> {
      const person = active(operator)
      if ('outcome' in person) return person
      if (person.pin === undefined)
        return isFirst() ? { outcome: 'choose-pin' } : refusal('pin-not-issued', { operator })
      if (!isUsable(person.pin)) return refusal('pin-unusable', { operator })
      const before = attempts.lockedFor(operator)
      if (before > 0) return locked(before)
      // Counted before it is looked at: many at once, or a power cut in between, give no more attempts.
      attempts.add(operator)
      if (await verifyPin(pin, person.pin)) {
        attempts.clear(operator)
        return isOver(person) ? refusal('pin-expired', { operator }) : { outcome: 'fits', person }
      }
      const after = attempts.lockedFor(operator)
      return after > 0
        ? locked(after)
        : { outcome: 'wrong-pin', attemptsLeft: attempts.left(operator) }
    },
    /**
     * The operator's own PIN, in place of the one that was issued. `given` is that one, which somebody has just typed;
     * without it a PIN is chosen only where no supervisor has any.
     */
    async choosePin(operator: string, pin: string, given: PinHash | undefined): Promise<Checked> {
      const person = active(operator)
      if ('outcome' in person) return person
      const { pin: stored } = person
      if (stored === undefined) {
        if (!isFirst()) return refusal('pin-not-issued', { operator })
      } else {
        if (person.expiresAt === undefined || JSON.stringify(given) !== JSON.stringify(stored))
          return refusal('pin-already-chosen', { operator })
        if (await verifyPin(pin, stored)) return refusal('pin-same', { operator })
      }
      const least = fewestDigits[person.role]
      if (pin.length < least) return refusal('pin-too-short', { operator, least })
      const hash = await hashPin(pin)
      const outcome = execute({ command: { type: 'ChoosePin', operator, pin: hash }, operator })
      if (outcome.outcome === 'refused') {
        const { id: _id, facts = {}, ...refused } = outcome
        return { ...refused, facts }
      }
      const chosen = active(operator)
      return 'outcome' in chosen ? chosen : { outcome: 'fits', person: chosen }
    },
  }
}
