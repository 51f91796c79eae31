import type { Session, SignInResult } from '#shared/contract/api/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import { refusalMessage } from '#shared/contract/messages.ts'
import type { RefusalCode } from '#shared/domain/index.ts'
import type { ExecuteRequest } from '../commands/index.ts'
import type { OperatorRecord } from '../queries/index.ts'
import type { Attempts } from './attempts.ts'
import { hashPin, isUsable, verifyPin } from './pin.ts'

export { openAttempts } from './attempts.ts'
export { toIntended } from './command.ts'

export type SessionSurroundings = {
  readonly operator: (id: string) => OperatorRecord | undefined
  readonly attempts: Attempts
  readonly execute: (request: ExecuteRequest) => Outcome
  /** ISO 8601. */
  readonly now: () => string
}

export type Sessions = ReturnType<typeof createSessions>

const refuse = (code: RefusalCode, operator: string): SignInResult => ({
  outcome: 'refused',
  code,
  message: refusalMessage(code, { operator }),
})

/**
 * Who works at this terminal: one person at a time. Held here, in the terminal's own process; a screen can only ask for
 * it. It ends with the process, and as soon as the operator is known to be deactivated.
 */
export function createSessions({ operator: find, attempts, execute, now }: SessionSurroundings) {
  let signedIn: { readonly operator: string; readonly since: string } | undefined
  const listeners = new Set<() => void>()
  const changed = () => listeners.forEach((listener) => listener())

  /** Name and role as they are known now, not as they were at the sign-in. */
  function current(): Session | undefined {
    const person = signedIn && find(signedIn.operator)
    if (signedIn === undefined || person?.status !== 'active') return undefined
    const { operator, name, role } = person
    return { operator, name, role, since: signedIn.since }
  }

  function begin(operator: string): SignInResult {
    signedIn = { operator, since: now() }
    changed()
    return { outcome: 'signed-in' }
  }

  /** Who may try, or why not. */
  function candidate(operator: string): OperatorRecord | SignInResult {
    const person = find(operator)
    if (person === undefined) return refuse('operator-unknown', operator)
    return person.status === 'active' ? person : refuse('operator-inactive', operator)
  }

  const locked = (milliseconds: number): SignInResult => ({
    outcome: 'locked',
    until: new Date(Date.parse(now()) + milliseconds).toISOString(),
  })

  async function signIn(operator: string, pin: string): Promise<SignInResult> {
    const person = candidate(operator)
    if ('outcome' in person) return person
    if (person.pin === undefined) return { outcome: 'choose-pin' }
    if (!isUsable(person.pin)) return refuse('pin-unusable', operator)
    const before = attempts.lockedFor(operator)
    if (before > 0) return locked(before)
    // Counted before it is looked at: many at once, or a power cut in between, give no more attempts.
    attempts.add(operator)
    if (await verifyPin(pin, person.pin)) {
      attempts.clear(operator)
      const still = candidate(operator)
      return 'outcome' in still ? still : begin(operator)
    }
    const after = attempts.lockedFor(operator)
    return after > 0
      ? locked(after)
      : { outcome: 'wrong-pin', attemptsLeft: attempts.left(operator) }
  }

  async function choosePin(operator: string, pin: string): Promise<SignInResult> {
    const person = candidate(operator)
    if ('outcome' in person) return person
    if (person.pin !== undefined) return refuse('pin-already-chosen', operator)
    const hash = await hashPin(pin)
    const outcome = execute({ command: { type: 'ChoosePin', operator, pin: hash }, operator })
    if (outcome.outcome === 'accepted') return begin(operator)
    const { code, message } = outcome
    return { outcome: 'refused', code, message }
  }

  return {
    current,
    signIn,
    /** The operator's first PIN; signs in too. */
    choosePin,
    signOut: (): void => {
      signedIn = undefined
      changed()
    },
    /** Told when somebody signs in or out. Returns how to stop. */
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
