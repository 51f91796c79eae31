import type { Session, SignInResult } from '#shared/contract/api/index.ts'
import { fewestDigits } from '#shared/contract/codes.ts'
import type { OperatorRecord } from '../queries/index.ts'
import type { People } from './people.ts'

/** A page that shows the terminal: a tab or a window. Each has a sign-in of its own. */
export type Screen = ReturnType<typeof createScreen>

export type ScreenSurroundings = {
  readonly people: People
  /** ISO 8601. */
  readonly now: () => string
}

type SignedIn = {
  readonly operator: string
  readonly since: string
  /** What they could do, and with which PIN, when they signed in. */
  readonly as: string
  /** How many digits their PIN has. */
  readonly digits: number
}

const standingOf = ({ role, pin }: OperatorRecord) => JSON.stringify([role, pin])

/**
 * Who works at one screen: one person at a time. Held here, in the terminal's own process; a screen can only ask for
 * it. The sign-in ends when the person is deactivated, or gets another role or PIN anywhere else.
 */
export function createScreen({ people, now }: ScreenSurroundings) {
  let signedIn: SignedIn | undefined
  /** Who was here last and did not sign out: coming back, they go on. */
  let left: Pick<SignedIn, 'operator' | 'since'> | undefined
  /** Who typed the PIN that was issued to them here, and may choose their own. */
  let given: Pick<OperatorRecord, 'operator' | 'pin'> | undefined
  const listeners = new Set<() => void>()
  const changed = () => listeners.forEach((listener) => listener())

  function lock(): void {
    if (signedIn === undefined) return
    left = signedIn
    signedIn = undefined
    changed()
  }

  function begin(person: OperatorRecord, { length: digits }: string): SignInResult {
    const { operator } = person
    const since = left?.operator === operator ? left.since : now()
    signedIn = { operator, since, as: standingOf(person), digits }
    left = undefined
    changed()
    return { outcome: 'signed-in' }
  }

  return {
    /** Name and role as they are known now, not as they were at the sign-in. */
    current(): Session | undefined {
      const person = signedIn && people.find(signedIn.operator)
      if (signedIn === undefined) return undefined
      if (person?.status !== 'active' || standingOf(person) !== signedIn.as) {
        left = signedIn
        signedIn = undefined
        return undefined
      }
      const { operator, name, role } = person
      const pinIsShort = signedIn.digits < fewestDigits[role]
      return { operator, name, role, since: signedIn.since, pinIsShort }
    },
    async signIn(operator: string, pin: string): Promise<SignInResult> {
      const checked = await people.check(operator, pin)
      if (checked.outcome !== 'fits') return checked
      const { person } = checked
      if (person.expiresAt === undefined) return begin(person, pin)
      given = { operator, pin: person.pin }
      return { outcome: 'choose-pin' }
    },
    /** The operator's own PIN, after the one that was issued, or where nobody has any; signs in too. */
    async choosePin(operator: string, pin: string): Promise<SignInResult> {
      const issued = given?.operator === operator ? given.pin : undefined
      const chosen = await people.choosePin(operator, pin, issued)
      if (chosen.outcome !== 'fits') return chosen
      given = undefined
      return begin(chosen.person, pin)
    },
    /** Ends the sign-in; the same person goes on with what is on the screen. */
    lock,
    signOut(): void {
      lock()
      left = undefined
    },
    /** Whoever is signed in has changed their PIN at this very screen: here they stay. */
    pinChanged({ length: digits }: string): void {
      const person = signedIn && people.find(signedIn.operator)
      if (signedIn === undefined || person === undefined) return
      signedIn = { ...signedIn, as: standingOf(person), digits }
      changed()
    },
    /** Told when somebody signs in or out. Returns how to stop. */
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
