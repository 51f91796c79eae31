import { expect, test } from 'vitest'
import type { OperatorRow, SignInResult } from '#shared/contract/api/index.ts'
import {
  stepSignIn,
  type SignInEvent,
  type SignInState,
} from '#renderer/features/signin/signInMachine.ts'

const ana: OperatorRow = {
  operator: 'ana',
  name: 'Ana',
  role: 'operator',
  status: 'active',
  hasPin: true,
  issuedUntil: null,
  mayChoose: false,
  pending: false,
}
const newcomer = { ...ana, operator: 'ben', hasPin: false, mayChoose: true }

const choose = (operator: OperatorRow): SignInEvent => ({ type: 'operatorChosen', operator })
const type = (pin: string): SignInEvent => ({ type: 'pinTyped', pin })
const enter: SignInEvent = { type: 'entered' }
const answer = (result: SignInResult): SignInEvent => ({ type: 'answered', result })

const run = (...events: SignInEvent[]): SignInState =>
  events.reduce<SignInState>(stepSignIn, { step: 'who' })

test('an operator with a PIN is asked for it, and it is sent once', () => {
  const asking = run(choose(ana), type('1234'), enter)
  expect(asking).toMatchObject({ step: 'asking', pin: '1234', choosing: false })
  expect(stepSignIn(asking, enter)).toBe(asking)
})

test('a PIN that is too short is not sent', () => {
  expect(run(choose(ana), type('123'), enter).step).toBe('pin')
  expect(run(choose(newcomer), type('123'), enter)).toMatchObject({
    step: 'choose',
    problem: { happened: 'Too short.' },
  })
})

test('the first sign-in chooses a PIN and asks for it twice', () => {
  const asking = run(choose(newcomer), type('1234'), enter, type('1234'), enter)
  expect(asking).toMatchObject({ step: 'asking', choosing: true, pin: '1234' })
})

test('two PINs that differ are not taken', () => {
  expect(run(choose(newcomer), type('1234'), enter, type('1235'), enter)).toMatchObject({
    step: 'choose',
    pin: '',
    problem: { happened: 'The two were not the same.' },
  })
})

test('a wrong PIN is cleared and says how many tries are left', () => {
  const state = run(
    choose(ana),
    type('1234'),
    enter,
    answer({ outcome: 'wrong-pin', attemptsLeft: 2 }),
  )
  expect(state).toMatchObject({ step: 'pin', pin: '', problem: { next: '2 tries are left.' } })
})

test('the last try says that the next wrong one locks', () => {
  const state = run(
    choose(ana),
    type('1234'),
    enter,
    answer({ outcome: 'wrong-pin', attemptsLeft: 1 }),
  )
  expect(state).toMatchObject({ problem: { next: expect.stringContaining('locks') } })
})

test('a locked sign-in takes no PIN, but somebody else can sign in', () => {
  const until = '2026-03-01T09:00:00.000Z'
  const locked = run(choose(ana), type('1234'), enter, answer({ outcome: 'locked', until }))
  expect(locked).toMatchObject({ step: 'locked', until })
  expect(stepSignIn(locked, type('1234'))).toBe(locked)
  expect(stepSignIn(stepSignIn(locked, { type: 'wentBack' }), choose(newcomer)).step).toBe('choose')
})

test('a PIN that was reset elsewhere meanwhile is chosen anew', () => {
  expect(run(choose(ana), type('1234'), enter, answer({ outcome: 'choose-pin' }))).toMatchObject({
    step: 'choose',
    pin: '',
  })
})

test('without an answer the PIN is asked for again', () => {
  expect(run(choose(ana), type('1234'), enter, { type: 'notAnswered' })).toMatchObject({
    step: 'pin',
    pin: '',
  })
})
