import type { OperatorRow, SignInResult } from '#shared/contract/api/index.ts'
import { fewestDigits } from '#shared/contract/codes.ts'

/** The most digits of a PIN, and the fewest that any has. */
export const pinLength = { least: fewestDigits.operator, most: 12 } as const

/** The fewest digits of a PIN that somebody chooses now. */
export const leastOf = ({ role }: Person): number => fewestDigits[role]

/** What the sign-in has to know of somebody. */
export type Person = Pick<OperatorRow, 'operator' | 'name' | 'role' | 'hasPin' | 'mayChoose'>

export type Problem = { happened: string; next: string }

/** Who signs in, and how far they are. Choosing a first PIN asks for it twice. */
export type SignInState =
  | { step: 'who' }
  | { step: 'pin' | 'choose'; operator: Person; pin: string; problem: Problem | undefined }
  | { step: 'repeat'; operator: Person; chosen: string; pin: string }
  | { step: 'asking'; operator: Person; choosing: boolean; pin: string }
  | { step: 'locked'; operator: Person; until: string }
  /** They have no PIN, and a supervisor has to give them one. */
  | { step: 'no-pin'; operator: Person }

export type SignInEvent =
  | { type: 'operatorChosen'; operator: Person }
  | { type: 'pinTyped'; pin: string }
  | { type: 'entered' }
  | { type: 'answered'; result: SignInResult }
  | { type: 'notAnswered' }
  | { type: 'wentBack' }

const enter = (operator: Person, problem?: Problem): SignInState =>
  operator.hasPin || operator.mayChoose
    ? { step: operator.hasPin ? 'pin' : 'choose', operator, pin: '', problem }
    : { step: 'no-pin', operator }

const answered = (
  state: Extract<SignInState, { step: 'asking' }>,
  result: SignInResult,
): SignInState => {
  const { operator } = state
  switch (result.outcome) {
    // The status says who is signed in, and the shell leaves this screen.
    case 'signed-in':
      return state
    case 'choose-pin':
      return { step: 'choose', operator, pin: '', problem: undefined }
    case 'locked':
      return { step: 'locked', operator, until: result.until }
    case 'wrong-pin':
      return enter(operator, {
        happened: 'That is not the PIN.',
        next:
          result.attemptsLeft === 1
            ? 'One more wrong try locks the sign-in for a while.'
            : `${String(result.attemptsLeft)} tries are left.`,
      })
    case 'refused':
      if (state.choosing && result.code.startsWith('pin-'))
        return {
          step: 'choose',
          operator,
          pin: '',
          problem: { happened: result.message, next: 'Choose your PIN again.' },
        }
      return enter(operator, { happened: result.message, next: 'Ask a supervisor.' })
    default:
      return result satisfies never
  }
}

const entered = (state: SignInState): SignInState => {
  switch (state.step) {
    case 'pin':
      return state.pin.length < pinLength.least
        ? state
        : { step: 'asking', operator: state.operator, choosing: false, pin: state.pin }
    case 'choose':
      return state.pin.length < leastOf(state.operator)
        ? {
            ...state,
            problem: {
              happened: 'Too short.',
              next: `Your PIN has ${String(leastOf(state.operator))} digits or more.`,
            },
          }
        : { step: 'repeat', operator: state.operator, chosen: state.pin, pin: '' }
    case 'repeat':
      return state.pin === state.chosen
        ? { step: 'asking', operator: state.operator, choosing: true, pin: state.pin }
        : {
            step: 'choose',
            operator: state.operator,
            pin: '',
            problem: { happened: 'The two were not the same.', next: 'Choose your PIN again.' },
          }
    case 'who':
    case 'asking':
    case 'locked':
    case 'no-pin':
      return state
    default:
      return state satisfies never
  }
}

const typed = (state: SignInState, pin: string): SignInState => {
  switch (state.step) {
    case 'pin':
    case 'choose':
      return { ...state, pin, problem: undefined }
    case 'repeat':
      return { ...state, pin }
    case 'who':
    case 'asking':
    case 'locked':
    case 'no-pin':
      return state
    default:
      return state satisfies never
  }
}

/** What an event makes of the sign-in. */
export const stepSignIn = (state: SignInState, event: SignInEvent): SignInState => {
  switch (event.type) {
    case 'operatorChosen':
      return state.step === 'asking' ? state : enter(event.operator)
    case 'pinTyped':
      return typed(state, event.pin)
    case 'entered':
      return entered(state)
    case 'answered':
      return state.step === 'asking' ? answered(state, event.result) : state
    case 'notAnswered':
      return state.step === 'asking'
        ? enter(state.operator, { happened: 'The terminal did not answer.', next: 'Try again.' })
        : state
    case 'wentBack':
      return state.step === 'asking' ? state : { step: 'who' }
    default:
      return event satisfies never
  }
}
