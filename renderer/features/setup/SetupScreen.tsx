import { useState } from 'react'
import type { InitialiseInput } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { ActionBar, DeskFrame, Notice, Strip, type Action } from '../../ui/index.ts'
import { useGo } from '../../work/screen/ways.ts'
import { FirstPin } from './FirstPin.tsx'
import { demoInput, emptyForm, inputOf, problemsOf, type SetupForm } from './setupForm.ts'
import css from './SetupScreen.module.css'
import { TerminalForm } from './TerminalForm.tsx'
import { WaysToStart } from './WaysToStart.tsx'

type Stage =
  | { kind: 'filling' }
  | { kind: 'sending'; what: InitialiseInput }
  | { kind: 'refused'; message: string }
  | { kind: 'unanswered' }

/** The first run: what this terminal is, or a demo warehouse. Once it is done, the sign-in stands here. */
export const SetupScreen = () => {
  const { client } = useTerminal()
  const go = useGo({ replace: true })
  const [isOwn, setIsOwn] = useState(false)
  const [form, setForm] = useState<SetupForm>(emptyForm)
  const [wasTried, setWasTried] = useState(false)
  /** Who sets a site up chooses the first supervisor’s PIN. `isUnsure`: nobody could look whether the site has one. */
  const [choosing, setChoosing] = useState<{ isUnsure: boolean }>()
  const [stage, setStage] = useState<Stage>({ kind: 'filling' })
  const problems = problemsOf(form)
  const isSending = stage.kind === 'sending'

  const initialise = async (what: InitialiseInput): Promise<void> => {
    setStage({ kind: 'sending', what })
    // A warehouse of one's own begins with an import, once somebody has signed in; one that is joined is filled.
    const beginsEmpty = what.demo !== true && what.central === undefined
    go(beginsEmpty ? 'import' : 'home')
    try {
      const result = await client.setup.initialise(what)
      if (result.outcome === 'refused') setStage({ kind: 'refused', message: result.message })
    } catch {
      setStage({ kind: 'unanswered' })
    }
  }
  /** A store that has something in it has a site’s people, and their PINs: they come with the first connection. */
  const join = async (what: InitialiseInput): Promise<void> => {
    setStage({ kind: 'sending', what })
    const found = await client.setup
      .probeCentral({ central: what.central ?? '' })
      .catch(() => undefined)
    if (found?.outcome === 'done' && found.site !== null) return initialise(what)
    setStage({ kind: 'filling' })
    setChoosing({ isUnsure: found?.outcome !== 'done' })
    return undefined
  }
  const submit = () => {
    setWasTried(true)
    if (Object.keys(problems).length > 0) return
    if (form.store === 'embedded') setChoosing({ isUnsure: false })
    else void join(inputOf(form))
  }
  const actions: Action[] = [
    {
      key: 'Escape',
      label: 'Back',
      isDisabled: isSending,
      onAct: () => {
        setIsOwn(false)
      },
    },
    {
      key: 'F12',
      label: isSending ? 'Setting up' : 'Set up this terminal',
      primary: true,
      isDisabled: isSending,
      onAct: submit,
    },
  ]

  return (
    <DeskFrame
      strip={<Strip place="Tallydeck" title="Set up" />}
      title={isOwn ? 'What is this terminal?' : 'How do you want to start?'}
      actions={isOwn ? <ActionBar actions={actions} /> : undefined}
    >
      {stage.kind === 'refused' && (
        <Notice
          tone="refused"
          happened={stage.message}
          kept="Nothing was set up. Your entries are still here."
          next="Change what is wrong and try again."
        />
      )}
      {stage.kind === 'unanswered' && (
        <Notice
          tone="warning"
          happened="The terminal did not answer. It may be set up already."
          kept="Your entries are still here, and setting up twice changes nothing."
          next="Try again."
        />
      )}
      {isOwn ? (
        <TerminalForm
          form={form}
          problems={wasTried ? problems : {}}
          isDisabled={isSending}
          onChange={(part) => {
            setForm({ ...form, ...part })
          }}
        />
      ) : (
        <WaysToStart
          isBusy={isSending}
          onDemo={() => void initialise(demoInput)}
          onOwn={() => {
            setIsOwn(true)
          }}
        />
      )}
      {choosing && (
        <FirstPin
          isUnsure={choosing.isUnsure}
          onClose={() => {
            setChoosing(undefined)
          }}
          onChosen={(pin) => {
            setChoosing(undefined)
            void initialise({ ...inputOf(form), pin })
          }}
        />
      )}
      {isSending && stage.what.demo === true && (
        <p className={css['sending']} role="status">
          Filling the demo warehouse
        </p>
      )}
    </DeskFrame>
  )
}
