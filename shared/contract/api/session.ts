import { z } from 'zod'
import * as codes from '../codes.ts'
import { refused } from './outcomes.ts'
import { call, query } from './procedure.ts'

const operatorRow = z.strictObject({
  operator: codes.operator,
  name: codes.name,
  role: codes.role,
  status: z.enum(['active', 'deactivated']),
  /** False until there is one, issued or chosen. */
  hasPin: z.boolean(),
  /** Until when a PIN that a supervisor issued is good; null where the own one is chosen, or there is none. */
  issuedUntil: codes.timestamp.nullable(),
  /** They choose their first PIN without one: no supervisor here has a PIN, so that nobody could issue any. */
  mayChoose: z.boolean(),
  /** Only this terminal has the latest change. */
  pending: z.boolean(),
})
export type OperatorRow = z.infer<typeof operatorRow>

const signInResult = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('signed-in') }),
  /** The first sign-in, with a PIN for once or where nobody has any: the own PIN has to be chosen first. */
  z.strictObject({ outcome: z.literal('choose-pin') }),
  z.strictObject({ outcome: z.literal('wrong-pin'), attemptsLeft: z.int() }),
  /** Too many wrong PINs; counted over restarts. */
  z.strictObject({ outcome: z.literal('locked'), until: codes.timestamp }),
  refused,
])
export type SignInResult = z.infer<typeof signInResult>

export const session = {
  /** The people of the warehouse; where nobody is signed in, only those who may sign in. */
  operators: query('open', 'operator').output(z.array(operatorRow)),
  signIn: call('open')
    .input(z.strictObject({ operator: codes.operator, pin: z.string().max(32) }))
    .output(signInResult),
  /** Chooses the operator's first PIN and signs in. */
  choosePin: call('open')
    .input(z.strictObject({ operator: codes.operator, pin: codes.pin }))
    .output(signInResult),
  signOut: call('open').output(z.void()),
  /** Signs out, with the screen kept as it is: whoever worked there goes on where they were with their PIN. */
  lock: call('open').output(z.void()),
}
