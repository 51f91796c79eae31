import { useEffect, useReducer } from 'react'
import type { Command } from '#shared/contract/commands.ts'
import { failureOf } from '../../api/failure.ts'
import { useConnection, useTerminal } from '../../api/terminal.tsx'
import { clearScans, playSound, useScans, useTypedKeys } from '../../ui/index.ts'
import { isOpen, type Entry, type Job } from './entry.ts'
import { initialJobState, stepJob, type JobEvent, type JobState } from './jobMachine.ts'

/** Longer than any barcode; what is longer is not looked up. */
const longestCode = 4096

/**
 * Runs a job screen: hands it its scans one at a time, asks the terminal what the state waits for, plays its sounds.
 * `onTyped` gets what a person types while there is no quantity to take it; `onScan` hears that a scan was taken.
 */
export const useJob = (
  job: Job,
  onTyped: (text: string, entry: Entry) => void,
  onScan: () => void,
) => {
  const { client } = useTerminal()
  const connection = useConnection()
  const [state, send] = useReducer(
    (current: JobState, event: JobEvent) => stepJob(job, current, event),
    initialJobState,
  )
  const { stage, entry, cue } = state

  const waiting = useScans((scan) => {
    onScan()
    send({ type: 'scanned', scan })
  }, stage.kind === 'ready')

  // Enter does not confirm: a slow scanner's digits and its Enter would record a barcode as a quantity.
  useTypedKeys((text) => {
    if (!isOpen(entry)) {
      if (text.trim() !== '') onTyped(text, entry)
      return
    }
    if (/^\d+$/.test(text)) send({ type: 'quantity', key: { kind: 'text', text } })
  })

  // What was scanned for this job means something else on the next screen.
  useEffect(() => clearScans, [])

  useEffect(() => {
    let left = false
    const lookUp = async (code: string): Promise<void> => {
      const event = await client.stock.scan({ code }).then(
        (result): JobEvent => ({ type: 'resolved', result }),
        (): JobEvent => ({ type: 'notResolved' }),
      )
      if (!left) send(event)
    }
    const save = async (id: string, command: Command): Promise<void> => {
      const event = await client.stock.execute({ id, command }).then(
        (outcome): JobEvent => ({ type: 'answered', outcome }),
        (error: unknown): JobEvent => ({ type: 'notAnswered', failure: failureOf(error) }),
      )
      send(event)
    }
    if (stage.kind === 'resolving') {
      const { text } = stage.scan
      if (text.length > longestCode)
        send({ type: 'resolved', result: { kind: 'unknown', code: text } })
      else void lookUp(text)
    }
    if (stage.kind === 'saving') void save(stage.id, stage.command)
    return () => {
      left = true
    }
  }, [client, stage])

  // The same id again is the same intention, so trying again by itself is safe.
  useEffect(() => {
    if (stage.kind !== 'unanswered' || stage.failed || connection !== 'open') return undefined
    const timer = setTimeout(() => {
      send({ type: 'triedAgain' })
    }, 2_000)
    return () => {
      clearTimeout(timer)
    }
  }, [stage, connection])

  useEffect(() => {
    if (cue !== undefined) playSound(cue.sound)
  }, [cue])

  return { state, send, waiting: waiting.length }
}
