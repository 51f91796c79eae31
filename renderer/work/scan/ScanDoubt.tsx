import { useEffect, useState } from 'react'
import { useTerminal } from '../../api/terminal.tsx'
import {
  Code,
  Dialog,
  playSound,
  settleDoubt,
  useDoubt,
  visible,
  type Doubt,
} from '../../ui/index.ts'
import { lookUp } from './lookUp.ts'
import { ScannerSettings } from './ScannerSettings.tsx'

/** A terminal that does not answer must not keep a person waiting for the question, in milliseconds. */
const patience = 400

/** Asks whether something was scanned or typed, wherever it happened. */
export const ScanDoubt = () => {
  const doubt = useDoubt()
  return doubt === undefined ? null : <Unsettled key={doubt.id} doubt={doubt} />
}

/** A scan right behind typing: where only one reading makes a code that is known here, nobody has to be asked. */
const Unsettled = ({ doubt }: { doubt: Doubt }) => {
  const { client } = useTerminal()
  const { code, tail } = doubt
  const [isAsked, setIsAsked] = useState(tail === undefined)
  useEffect(() => {
    if (tail === undefined) return
    let isLeft = false
    const ask = () => {
      if (!isLeft) setIsAsked(true)
    }
    const isKnown = async (each: string) => (await lookUp(client, each)).kind !== 'unknown'
    const settle = async (): Promise<void> => {
      const [whole, behind] = await Promise.all([isKnown(code), isKnown(tail)])
      if (isLeft) return
      // What stands on the screen already is never taken away unasked.
      if (behind && !whole) settleDoubt(doubt, 'asTyped')
      else if (whole && !behind && !doubt.isOnScreen) settleDoubt(doubt, 'asScan')
      else ask()
    }
    settle().catch(ask)
    const timer = setTimeout(ask, patience)
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [client, doubt, code, tail])
  return isAsked ? <Question doubt={doubt} /> : null
}

const Question = ({ doubt }: { doubt: Doubt }) => {
  const [showsSettings, setShowsSettings] = useState(false)
  const { code, typed, tail, isOnScreen } = doubt
  useEffect(() => {
    playSound('warning')
  }, [])
  const short = (text: string) => visible(text.slice(0, 40))
  const leave = () => {
    settleDoubt(doubt, undefined)
  }
  return (
    <Dialog
      alert
      title={tail === undefined ? 'Was this a scan?' : 'Was this one scan, or two things?'}
      onClose={leave}
      actions={[
        { key: 'Escape', label: 'Use none of it', onAct: leave },
        {
          key: 'F8',
          label: 'Scanner settings',
          onAct: () => {
            setShowsSettings(!showsSettings)
          },
        },
        ...(typed === undefined
          ? []
          : [
              {
                key: 'F9',
                label:
                  tail === undefined
                    ? `It was typed: ${short(typed)}`
                    : `${short(typed)} typed, ${short(tail)} scanned`,
                onAct: () => {
                  settleDoubt(doubt, 'asTyped')
                },
              } as const,
            ]),
        {
          key: 'F12',
          label: `Scan ${short(code)}`,
          primary: true,
          onAct: () => {
            settleDoubt(doubt, 'asScan')
          },
        },
      ]}
    >
      {tail === undefined ? (
        <p>
          This looks like a barcode: <Code strong>{short(code)}</Code>. It came in as if it was
          typed. Nothing of it was used yet.
        </p>
      ) : (
        <p>
          <Code strong>{short(typed ?? '')}</Code> and right behind it a scan,{' '}
          <Code strong>{short(tail)}</Code>.{' '}
          {isOnScreen
            ? 'What was typed stands in the number already: check it after you answer.'
            : 'Nothing of it was used yet.'}
        </p>
      )}
      {showsSettings ? (
        <ScannerSettings />
      ) : (
        <p>If this happens often, the scanner is slower than it is set here.</p>
      )}
    </Dialog>
  )
}
