import { useQuery } from '@tanstack/react-query'
import { UserRound } from 'lucide-react'
import { useEffect, useEffectEvent, useReducer, useState } from 'react'
import type { Session } from '#shared/contract/api/index.ts'
import { clockTime } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import {
  Notice,
  PinPad,
  playSound,
  Prompt,
  useScans,
  visible,
  type Action,
  type Scan,
} from '../../ui/index.ts'
import { FloorScreen } from '../../work/screen/screens.tsx'
import { People } from './People.tsx'
import css from './SignIn.module.css'
import {
  leastOf,
  pinLength,
  stepSignIn,
  type Person,
  type SignInEvent,
  type SignInState,
} from './signInMachine.ts'

const prompts: Record<SignInState['step'], string> = {
  who: 'Who are you? Choose, or scan your badge',
  pin: 'Enter your PIN',
  choose: 'Choose a PIN of your own',
  repeat: 'The same PIN once more',
  asking: 'Checking',
  locked: 'Too many wrong tries',
  'no-pin': 'You need a PIN first',
}

const actionsOf = (state: SignInState, send: (event: SignInEvent) => void): Action[] | undefined =>
  state.step === 'who'
    ? undefined
    : [
        {
          key: 'Escape',
          label: 'Somebody else',
          isDisabled: state.step === 'asking',
          onAct: () => {
            send({ type: 'wentBack' })
          },
        },
        {
          key: 'F12',
          label: state.step === 'choose' ? 'Next' : 'Sign in',
          primary: true,
          isDisabled:
            state.step === 'asking' ||
            state.step === 'locked' ||
            state.step === 'no-pin' ||
            state.pin.length <
              (state.step === 'choose' ? leastOf(state.operator) : pinLength.least),
          onAct: () => {
            send({ type: 'entered' })
          },
        },
      ]

type Props = {
  /** Whose screens wait for them: they only enter their PIN. */
  whose?: Session | undefined
  onSignedIn?: () => void
}

const backAs = (whose: Session | undefined): SignInState =>
  whose === undefined
    ? { step: 'who' }
    : { step: 'pin', operator: personOf(whose), pin: '', problem: undefined }

const personOf = ({ operator, name, role }: Session): Person => ({
  operator,
  name,
  role,
  hasPin: true,
  mayChoose: false,
})

/** Who works here: the operator from a list or a badge, then the PIN. The first sign-in chooses one. */
export const SignIn = ({ whose, onSignedIn }: Props) => {
  const { client, queries } = useTerminal()
  const operators = useQuery(queries.session.operators.queryOptions())
  const [state, send] = useReducer(stepSignIn, whose, backAs)
  const signedIn = useEffectEvent(() => onSignedIn?.())

  const [badge, setBadge] = useState<Scan & { isKnown: boolean }>()

  const waiting = useScans(
    (scan) => {
      const operator = operators.data?.find(
        (each) => each.operator === scan.text && each.status === 'active',
      )
      playSound(operator === undefined ? 'refused' : 'good')
      setBadge({ ...scan, isKnown: operator !== undefined })
      if (operator !== undefined) send({ type: 'operatorChosen', operator })
    },
    !operators.isPending && state.step !== 'asking',
  )

  useEffect(() => {
    if (state.step !== 'asking') return
    const { operator, pin, choosing } = state
    const ask = async (): Promise<void> => {
      const input = { operator: operator.operator, pin }
      const answer = choosing ? client.session.choosePin(input) : client.session.signIn(input)
      const event = await answer.then(
        (result): SignInEvent => ({ type: 'answered', result }),
        (): SignInEvent => ({ type: 'notAnswered' }),
      )
      const isIn = event.type === 'answered' && event.result.outcome === 'signed-in'
      playSound(isIn ? 'good' : 'refused')
      if (isIn) signedIn()
      send(event)
    }
    void ask()
  }, [client, state])

  return (
    <FloorScreen
      title={whose === undefined ? 'Sign in' : 'Locked'}
      prompt={
        <Prompt
          scanned={badge}
          outcome={badge && (badge.isKnown ? 'good' : 'refused')}
          waiting={waiting.length}
        >
          {prompts[state.step]}
        </Prompt>
      }
      actions={actionsOf(state, send)}
    >
      <div className={css['page']}>
        {badge?.isKnown === false && (
          <Notice
            tone="refused"
            happened={`Nobody here has the badge ${visible(badge.text.slice(0, 60))}.`}
            kept="Nothing was changed."
            next="Scan your own badge, or choose yourself."
          />
        )}
        {state.step === 'who' ? (
          <People
            onChoose={(operator) => {
              setBadge(undefined)
              send({ type: 'operatorChosen', operator })
            }}
          />
        ) : (
          <div className={css['person']}>
            <div className={css['who']}>
              <UserRound className={css['face'] ?? ''} strokeWidth={1.25} aria-hidden="true" />
              <p className={css['name']}>{state.operator.name}</p>
              <p className={css['role']}>{state.operator.role}</p>
              {whose?.operator === state.operator.operator && state.step === 'pin' && (
                <p className={css['role']}>Your screen is as you left it.</p>
              )}
              {'problem' in state && state.problem !== undefined && (
                <Notice tone="refused" {...state.problem} />
              )}
              {state.step === 'choose' && state.problem === undefined && (
                <p className={css['role']}>
                  {leastOf(state.operator)} digits or more, which only you know.
                  {state.operator.mayChoose &&
                    ' No supervisor has a PIN here yet, so whoever comes first chooses: is this you?'}
                </p>
              )}
              {state.step === 'no-pin' && (
                <Notice
                  tone="refused"
                  word="No PIN yet"
                  happened={`${state.operator.name} has no PIN yet.`}
                  kept="Nothing was changed."
                  next="Ask a supervisor for a first PIN: Warehouse, People, Give a PIN."
                />
              )}
              {state.step === 'locked' && (
                <Notice
                  tone="refused"
                  happened="The sign-in is locked after too many wrong PINs."
                  kept="Nothing that was recorded is affected."
                  next={`Try again after ${clockTime(state.until)}, or call your supervisor.`}
                />
              )}
            </div>
            {state.step !== 'locked' && state.step !== 'no-pin' && (
              <PinPad
                label="PIN"
                pin={state.pin}
                maxLength={pinLength.most}
                isDisabled={state.step === 'asking'}
                onChange={(pin) => {
                  send({ type: 'pinTyped', pin })
                }}
                onEnter={() => {
                  send({ type: 'entered' })
                }}
              />
            )}
          </div>
        )}
      </div>
    </FloorScreen>
  )
}
