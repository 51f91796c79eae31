import type { SignInResult } from '#shared/contract/api/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import { refusalMessage } from '#shared/contract/messages.ts'
import type { RefusalCode } from '#shared/domain/index.ts'
import type { ExecuteRequest } from '../commands/index.ts'
import type { OperatorRecord } from '../queries/index.ts'
import type { Attempts } from './attempts.ts'
import { hashPin, isUsable, verifyPin } from './pin.ts'

export type PeopleSurroundings = {
  readonly operator: (id: string) => OperatorRecord | undefined
  readonly attempts: Attempts
  readonly execute: (request: ExecuteRequest) => Outcome
  /** ISO 8601. */
  readonly now: () => string
}

export type People = ReturnType<typeof createPeople>

type NotIn = Exclude<SignInResult, { outcome: 'signed-in' }>
/** `person` is as they were when the PIN was found to fit. */
type Checked = { readonly outcome: 'fits'; readonly person: OperatorRecord } | NotIn

const refuse = (code: RefusalCode, operator: string): Extract<NotIn, { outcome: 'refused' }> => ({
  outcome: 'refused',
  code,
  message: refusalMessage(code, { operator }),
})

/** Who may sign in at this terminal, and with which PIN. Wrong PINs count for a person, whichever screen they come from. */
export function createPeople({ operator: find, attempts, execute, now }: PeopleSurroundings) {
  /** Who may try, or why not. */
  function active(operator: string): OperatorRecord | Extract<NotIn, { outcome: 'refused' }> {
    const person = find(operator)
    if (person === undefined) return refuse('operator-unknown', operator)
    return person.status === 'active' ? person : refuse('operator-inactive', operator)
  }

  const locked = (milliseconds: number): NotIn => ({
    outcome: 'locked',
    until: new Date(Date.parse(now()) + milliseconds).toISOString(),
  })

  return {
    find,
    active,
    async check(operator: string, pin: string): Promise<Checked> {
      const person = active(operator)
      if ('outcome' in person) return person
      if (person.pin === undefined) return { outcome: 'choose-pin' }
      if (!isUsable(person.pin)) return refuse('pin-unusable', operator)
      const before = attempts.lockedFor(operator)
      if (before > 0) return locked(before)
      // Counted before it is looked at: many at once, or a power cut in between, give no more attempts.
      attempts.add(operator)
      if (await verifyPin(pin, person.pin)) {
        attempts.clear(operator)
        return { outcome: 'fits', person }
      }
      const after = attempts.lockedFor(operator)
      return after > 0
        ? locked(after)
        : { outcome: 'wrong-pin', attemptsLeft: attempts.left(operator) }
    },
    /** The operator's first PIN. */
    async choosePin(operator: string, pin: string): Promise<Checked> {
      const person = active(operator)
      if ('outcome' in person) return person
      if (person.pin !== undefined) return refuse('pin-already-chosen', operator)
      const hash = await hashPin(pin)
      const outcome = execute({ command: { type: 'ChoosePin', operator, pin: hash }, operator })
      if (outcome.outcome === 'refused') {
        const { code, message } = outcome
        return { outcome: 'refused', code, message }
      }
      const chosen = active(operator)
      return 'outcome' in chosen ? chosen : { outcome: 'fits', person: chosen }
    },
  }
}
